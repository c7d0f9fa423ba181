"""How an event gets its place: position and hash, given under one lock, each link an HMAC over all before it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections, transaction

from contactcenter.audit import checkpoints, keys
from contactcenter.audit.models import AuditEvent

LOCK = 4_702_111_234_474_983_745  # ours alone in this database; the partition function in the migration takes it too
GENESIS = "0" * 64  # what the first event has before it
RECENT = timedelta(days=30)

# Every column but the hash itself, in the order in which it is sealed. Changing this breaks every link ever made.
SEALED_COLUMNS = (
    "position",
    "previous_hash",
    "recorded_at",
    "at",
    "actor_id",
    "actor",
    "unit",
    "action",
    "subject_kind",
    "subject_id",
    "purpose",
    "contact_id",
    "request_id",
    "details",
)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{value!r} has no place in an audit event")


def encode(event: AuditEvent) -> bytes:
    """Write all columns as one JSON array: whatever their content, no two events have the same bytes."""
    columns = [getattr(event, column) for column in SEALED_COLUMNS]
    return json.dumps(columns, default=_plain, sort_keys=True, separators=(",", ":")).encode()


def link(event: AuditEvent) -> str:
    """Compute the event's hash: it holds the hash before it and its own position, and needs the key."""
    return keys.seal(keys.CHAIN, encode(event))


def is_genuine(event: AuditEvent) -> bool:
    """Tell whether the event is as it was written; whether its neighbours are, only verification tells."""
    return event.hash == link(event)


def lock(using: str) -> datetime:
    """Take the trail's lock until the transaction ends, and answer the database's time."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s), clock_timestamp()", [LOCK])
        now: datetime = cursor.fetchone()[1]
    return now


def newest(using: str) -> AuditEvent | None:
    """Find the newest event."""
    return AuditEvent.objects.using(using).newest_first().first()


def _end(using: str, *, now: datetime) -> tuple[int, str, datetime]:
    """Find where the chain goes on: position, hash, and the time it was recorded.

    A statement of its own after taking the lock: it sees what was committed while we waited. It asks for the last weeks
    first, so that PostgreSQL plans for two months instead of five years of them.
    """
    recent = AuditEvent.objects.using(using).filter(recorded_at__gte=now - RECENT)
    event = recent.newest_first().first() or newest(using)
    if event:
        return event.position, event.hash, event.recorded_at
    long_ago = datetime.min.replace(tzinfo=UTC)
    checkpoint = checkpoints.newest(using)
    if checkpoint:  # retention has dropped every event
        return checkpoint.position, checkpoint.hash, long_ago
    return 0, GENESIS, long_ago


def append(event: AuditEvent, *, using: str = "default") -> AuditEvent:
    """Give the event the next position and its hash, and insert it.

    The lock is held until the act's transaction ends, so positions follow the order of commits, and a rolled back act leaves no
    gap. It must be the last lock that a transaction takes: whoever holds it waits for nobody.
    """
    with transaction.atomic(using=using, savepoint=False):
        now = lock(using)
        position, previous_hash, before = _end(using, now=now)
        event.position = position + 1
        event.previous_hash = previous_hash
        event.recorded_at = max(now, before)
        event.hash = link(event)
        event.save(using=using, force_insert=True)
    return event
