"""Changing a line's hours. Nobody overwrites what somebody else has saved in the meantime; every change can be undone."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import line_hours, lines
from districts.models import HoursChange, PhoneLine
from districts.phone_hours import PhoneHours


@transaction.atomic
def save(
    line: PhoneLine, hours: PhoneHours, *, revision: int, by: User, at: datetime
) -> HoursChange:
    """Replace the line's hours, or raise lines.Outdated if they are no longer those that the page was shown with.

    Closures and decisions about holidays are not part of it: closing now never makes somebody's open page out of date.
    """
    lines.claim_revision(line, revision)
    before = line_hours.of(line, at=at)
    line_hours.store(line, hours)
    change = HoursChange.objects.create(
        line=line,
        revision=line.revision,
        before=line_hours.snapshot(before),
        after=line_hours.snapshot(hours),
        changed_by=by,
        changed_at=at,
    )
    events.record(by, "hours.changed", line, at=at, unit=str(line.unit), revision=line.revision)
    return change


def undo(change: HoursChange, *, revision: int, by: User, at: datetime) -> HoursChange:
    """Give the line the hours it had before the change: a change of its own, which can be undone as well."""
    hours = line_hours.from_snapshot(change.before)
    return save(change.line, hours, revision=revision, by=by, at=at)
