"""Writing to the trail. `record` is the last statement of an act, inside the act's own transaction."""

from datetime import datetime
from typing import Any

from contactcenter.audit.models import AuditEvent


def record(
    actor: Any,
    action: str,
    subject: Any = None,
    *,
    at: datetime,
    unit: str = "",
    purpose: str = "",
    contact: int | None = None,
    **details: Any,
) -> AuditEvent:
    """Append one event.

    actor: the person, or None for an anonymous one or the clock.
    subject: a model instance (its kind and id are kept), or a keyed pseudonym of a personal number, or nothing.
    details: plain values, never content about a resident.
    """
    raise NotImplementedError
