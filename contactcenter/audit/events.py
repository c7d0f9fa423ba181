"""Writing to the trail. `record` is the last statement of an act, inside the act's own transaction."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from structlog.contextvars import get_contextvars

from contactcenter.audit import anchors, chain
from contactcenter.audit.models import AuditEvent
from contactcenter.audit.pseudonyms import Pseudonym

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


def record(
    actor: "AbstractBaseUser | AnonymousUser | None",
    action: str,
    subject: models.Model | Pseudonym | None = None,
    *,
    at: datetime,
    unit: str = "",
    purpose: str = "",
    contact: int | None = None,
    using: str = "default",
    **details: Any,
) -> AuditEvent:
    """Append one event; it commits with the act, or not at all.

    actor: the person, or None for an anonymous one or the clock.
    subject: a model instance (its kind and id are kept), or a keyed pseudonym of a personal number, or nothing.
    using: retention alone runs on the owner's connection.
    details: plain values, never content about a resident.
    """
    if at.tzinfo is None:
        raise ValueError("An event's time needs a time zone.")
    person = actor if actor and actor.pk else None
    kind, identifier = _named(subject)
    event = AuditEvent(
        at=at,
        actor_id=person.pk if person else None,
        actor=_storable(str(person)) if person else "",
        unit=_storable(unit),
        action=action,
        subject_kind=kind,
        subject_id=identifier,
        purpose=_storable(purpose),
        contact_id=contact,
        request_id=_storable(str(get_contextvars().get("request_id", ""))),
        details=_plain(details),
    )
    chain.append(event, using=using)
    anchors.write_after_commit(event, using=using)
    return event


def _named(subject: models.Model | Pseudonym | None) -> tuple[str, str]:
    """Say what an event is about without keeping anything of its content."""
    match subject:
        case None:
            return "", ""
        case Pseudonym():
            return "person", subject.value
        case models.Model():
            return subject._meta.label_lower, str(subject.pk)
    raise TypeError(f"{type(subject).__name__} is neither a row nor a pseudonym.")


def _storable(text: str) -> str:
    """Replace what PostgreSQL cannot store, so that no odd input keeps an act from being recorded."""
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()


def _plain(value: Any) -> Any:
    """Turn a detail into what comes back from the database unchanged; numbers with fractions become text."""
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case date():  # and datetime
            return value.isoformat()
        case dict():
            return {_storable(str(key)): _plain(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_plain(entry) for entry in value]
        case set() | frozenset():
            return sorted((_plain(entry) for entry in value), key=str)
    return _storable(str(value))
