"""Closing a line at once, and opening it again before the time that was given."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.models import Closure, PhoneLine


class NotRunning(Exception):
    """The closure has ended, or somebody opened the line first."""


@transaction.atomic
def close_now(line: PhoneLine, *, until: datetime, reason: str, by: User, at: datetime) -> Closure:
    """Close the line from this moment on, whatever its hours say, until the time that is given.

    A closure that is running makes room for this one: there is one at a time, so that opening again does open the line.
    """
    PhoneLine.objects.select_for_update().get(pk=line.pk)  # two people, or two clicks, take turns
    line.closures.filter(starts_at__lt=at, ends_at__gt=at).update(ends_at=at)
    closure = Closure.objects.create(
        line=line, starts_at=at, ends_at=until, reason=reason, closed_by=by
    )
    events.record(by, "line.closed", line, at=at, unit=str(line.unit), until=until, reason=reason)
    return closure


@transaction.atomic
def open_again(closure: Closure, *, by: User, at: datetime) -> None:
    """End the closure early. One conditional UPDATE decides, should two people do it at once."""
    won = Closure.objects.filter(pk=closure.pk, starts_at__lt=at, ends_at__gt=at).update(ends_at=at)
    if not won:
        raise NotRunning
    events.record(by, "line.opened", closure.line, at=at, unit=str(closure.line.unit))
