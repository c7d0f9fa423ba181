"""Who works in which unit: given and taken by administrators, and by a district's administrators in their own district."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User, UserQuerySet
from contactcenter.accounts.roles import DistrictRole
from contactcenter.audit import events
from districts.models import District, Membership, Unit
from districts.models.memberships import MembershipQuerySet
from districts.models.places import DistrictQuerySet
from districts.models.units import UnitQuerySet


def districts_managed_by(user: User) -> DistrictQuerySet:
    """Answer in which districts the person gives and takes memberships: administrators in all of them."""
    if user.has_perm("accounts.manage_people"):
        return District.objects.all()
    managed: DistrictQuerySet = District.objects.visible_to(user, "districts.manage_members")
    return managed


def units_managed_by(user: User) -> UnitQuerySet:
    """Keep the units, still open, in which the person gives memberships."""
    open_units: UnitQuerySet = Unit.objects.still_open().select_related("district")
    return open_units.filter(district__in=districts_managed_by(user).today())


def managed_by(user: User) -> MembershipQuerySet:
    return Membership.objects.filter(unit__district__in=districts_managed_by(user))


def people_seen_by(user: User) -> UserQuerySet:
    """Keep the people whose page the person may open: those with a role in one of the districts."""
    if user.has_perm("accounts.manage_people"):
        return User.objects.all()
    return User.objects.filter(pk__in=managed_by(user).values("user"))


@transaction.atomic
def give(person: User, unit: Unit, role: DistrictRole, *, by: User, at: datetime) -> Membership:
    """Give the person a role in the unit; a role they had there before is replaced."""
    membership, _created = Membership.objects.update_or_create(
        user=person, unit=unit, defaults={"role": role}
    )
    events.record(by, "membership.given", person, at=at, unit=str(unit), role=role)
    return membership


@transaction.atomic
def take(membership: Membership, *, by: User, at: datetime) -> None:
    """End the person's role in the unit."""
    person, unit, role = membership.user, membership.unit, membership.role
    membership.delete()
    events.record(by, "membership.taken", person, at=at, unit=str(unit), role=role)
