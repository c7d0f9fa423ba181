"""What somebody could do to the trail who owns its tables but has not the key. Each answers with the first broken position."""

import hashlib
import hmac
import json
from random import Random

from django.db import connections

from contactcenter.audit import chain
from contactcenter.audit.models import AuditEvent

OWNER = "owner"
COLUMNS = [*chain.SEALED_COLUMNS, "hash"]

# A column, and an expression that always differs from what stands there.
EDITS = [
    ("at", "at + interval '1 microsecond'"),
    ("at", "'infinity'"),
    ("recorded_at", "recorded_at + interval '1 microsecond'"),
    ("actor_id", "coalesce(actor_id, 0) + 1"),
    ("actor_id", "CASE WHEN actor_id IS NULL THEN 7 END"),
    ("actor", "actor || ' '"),
    ("unit", "'a' || unit"),
    ("action", "upper(action)"),
    ("subject_kind", "subject_kind || '.'"),
    ("subject_id", "'1' || subject_id"),
    ("purpose", "reverse(purpose || 'ab')"),
    ("contact_id", "coalesce(contact_id, 0) + 1"),
    ("request_id", "request_id || '0'"),
    ("details", """details || '{"more": 1}'"""),
    ("details", "details - 'n'"),
    ("details", "'1e5000'"),
    ("details", "'null'"),
    ("previous_hash", "md5(previous_hash)"),
    ("previous_hash", "hash"),
    ("hash", "md5(hash)"),
    ("hash", "previous_hash"),
    ("hash", "upper(hash) || 'A'"),
]


def execute(statement: str, *values: object) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(statement, values)


def drop_unique_positions() -> None:
    """What keeps two events off one position is no hindrance to the tables' owner."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'p' AND conrelid::regclass::text LIKE 'audit_auditevent%'"
        )
        for table, constraint in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def edit(random: Random, size: int) -> int:
    column, value = random.choice(EDITS)
    position = random.randint(1, size)
    execute(f"UPDATE audit_auditevent SET {column} = {value} WHERE position = %s", position)
    return position


def delete(random: Random, size: int) -> int:
    """Take out a run of events, never the last one: what is cut off the end is told by the anchors."""
    first = random.randint(1, size - 1)
    last = random.randint(first, min(first + 5, size - 1))
    execute("DELETE FROM audit_auditevent WHERE position BETWEEN %s AND %s", first, last)
    return first


def delete_and_close_the_gap(random: Random, size: int) -> int:
    position = random.randint(1, size - 1)
    execute("DELETE FROM audit_auditevent WHERE position = %s", position)
    execute("UPDATE audit_auditevent SET position = position - 1 WHERE position > %s", position)
    return position


def insert_a_copy(random: Random, size: int) -> int:
    """Put an event there a second time."""
    position = random.randint(1, size)
    insert_like(position, at_position=position)
    return position


def insert_between(random: Random, size: int) -> int:
    """Move later events up by one, and fill the place with another event's copy."""
    source, position = random.randint(1, size), random.randint(1, size)
    execute("UPDATE audit_auditevent SET position = position + 1 WHERE position >= %s", position)
    insert_like(source + (source >= position), at_position=position)
    return position


def insert_at_the_end(random: Random, size: int) -> int:
    insert_like(random.randint(1, size), at_position=size + 1)
    return size + 1


def insert_a_forgery_at_the_end(random: Random, size: int) -> int:
    """Follow the last event in every respect, with a key of one's own."""
    insert_like(size, at_position=size + 1)
    forge(
        AuditEvent.objects.using(OWNER).get(position=size + 1),
        after=event_at(size).hash,
        random=random,
    )
    return size + 1


def swap_positions(random: Random, size: int) -> int:
    first, second = sorted(random.sample(range(1, size + 1), 2))
    execute(
        "UPDATE audit_auditevent SET position = %s - position WHERE position IN (%s, %s)",
        first + second,
        first,
        second,
    )
    return first


def reverse_a_run(random: Random, size: int) -> int:
    first = random.randint(1, size - 1)
    last = random.randint(first + 1, size)
    execute(
        "UPDATE audit_auditevent SET position = %s - position WHERE position BETWEEN %s AND %s",
        first + last,
        first,
        last,
    )
    return first


def rewrite_from(random: Random, size: int) -> int:
    """Change one event and chain it and every later one anew, with a key of one's own."""
    position = random.randint(1, size)
    previous_hash = event_at(position).previous_hash
    for event in (
        AuditEvent.objects.using(OWNER).filter(position__gte=position).order_by("position")
    ):
        event.actor = "nobody"
        previous_hash = forge(event, after=previous_hash, random=random)
    return position


TAMPERINGS = [
    edit,
    delete,
    delete_and_close_the_gap,
    insert_a_copy,
    insert_between,
    insert_at_the_end,
    insert_a_forgery_at_the_end,
    swap_positions,
    reverse_a_run,
    rewrite_from,
]


def event_at(position: int) -> AuditEvent:
    return AuditEvent.objects.using(OWNER).get(position=position)


def insert_like(position: int, *, at_position: int) -> None:
    others = ", ".join(column for column in COLUMNS if column != "position")
    execute(
        f"INSERT INTO audit_auditevent (position, {others})"
        f" SELECT %s, {others} FROM audit_auditevent WHERE position = %s LIMIT 1",
        at_position,
        position,
    )


def forge(event: AuditEvent, *, after: str, random: Random) -> str:
    """Give an event the right form, but a hash made with another key, or with none."""
    event.previous_hash = after
    sealed = chain.encode(event)
    event.hash = random.choice(
        [hashlib.sha256(sealed), hmac.new(b"mine", sealed, "sha256")]
    ).hexdigest()
    execute(
        "UPDATE audit_auditevent SET previous_hash = %s, hash = %s, actor = %s, details = %s WHERE position = %s",
        event.previous_hash,
        event.hash,
        event.actor,
        json.dumps(event.details),
        event.position,
    )
    return event.hash
