"""Units that are set up, renamed and closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole
from contactcenter.audit import events
from districts import slugs
from districts.models import District, Membership, Unit
from districts.sort_keys import swedish_order


class AlreadyClosed(Exception):
    """The unit, or the one that should take over, has been closed."""


class NeedsSuccessor(Exception):
    """The unit has lines or people, which some other unit must take over."""


@transaction.atomic
def create(
    district: District | None, *, name_sv: str, by: User, at: datetime, **values: Any
) -> Unit:
    """Set up a unit of a district, or of the city."""
    unit = Unit(district=district, name_sv=name_sv, **values)
    place = district.slug if district else ""
    unit.slug = slugs.free(Unit.objects.all(), f"{place} {name_sv}", longest=80)
    unit.sort_key = swedish_order(name_sv)
    unit.save()
    events.record(by, "unit.created", unit, at=at, unit=str(unit))
    return unit


@transaction.atomic
def change(unit: Unit, *, name_sv: str, by: User, at: datetime, **values: Any) -> None:
    """Give the unit another name or other words. Its address on the web stays."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    was = str(unit)
    values |= {"name_sv": name_sv, "sort_key": swedish_order(name_sv)}
    for name, value in values.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(values))
    events.record(by, "unit.changed", unit, at=at, unit=str(unit), was=was, fields=sorted(values))


@transaction.atomic
def close(unit: Unit, successor: Unit | None, *, by: User, at: datetime) -> None:
    """Close the unit from today. Its lines, with their hours, and its people go over to the successor.

    Nobody loses a line or a role unnoticed: without a successor only a unit that has neither can be closed.
    """
    pks = [each.pk for each in (unit, successor) if each]
    locked = Unit.objects.still_open().filter(pk__in=pks).order_by("pk").select_for_update()
    if len(locked) < len(pks):
        raise AlreadyClosed
    if successor:
        unit.lines.update(unit=successor)
        _move_people(unit, successor)
    elif unit.lines.exists() or unit.memberships.exists():
        raise NeedsSuccessor
    unit.closed_on, unit.successor = timezone.localdate(at), successor
    unit.save(update_fields=["closed_on", "successor"])
    events.record(by, "unit.closed", unit, at=at, unit=str(unit), successor=str(successor or ""))


def _move_people(unit: Unit, successor: Unit) -> None:
    """Give the unit's people the same role in the successor; who is in both keeps the wider role."""
    in_both = unit.memberships.filter(user__memberships__unit=successor)
    admins = in_both.filter(role=DistrictRole.ADMIN).values("user")
    Membership.objects.filter(unit=successor, user__in=admins).update(role=DistrictRole.ADMIN)
    in_both.delete()
    unit.memberships.update(unit=successor)
