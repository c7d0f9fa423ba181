"""Where verifying begins after retention: the last event of the last month that was dropped, sealed."""

import json
from datetime import UTC, date, datetime

from contactcenter.audit import keys
from contactcenter.audit.models import AuditEvent, Checkpoint


def write(event: AuditEvent, *, month: date, at: datetime, using: str) -> Checkpoint:
    """Seal the last event of a month that is about to be dropped."""
    checkpoint = Checkpoint(position=event.position, hash=event.hash, month=month, at=at)
    checkpoint.seal = keys.seal(keys.CHECKPOINT, _content(checkpoint))
    checkpoint.save(using=using, force_insert=True)
    return checkpoint


def newest(using: str) -> Checkpoint | None:
    return Checkpoint.objects.using(using).order_by("-position").first()


def is_genuine(checkpoint: Checkpoint) -> bool:
    return keys.is_sealed(keys.CHECKPOINT, _content(checkpoint), checkpoint.seal)


def _content(checkpoint: Checkpoint) -> bytes:
    moment = checkpoint.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(
        [checkpoint.position, checkpoint.hash, checkpoint.month.isoformat(), moment]
    ).encode()
