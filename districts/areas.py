"""Whose units and lines one looks after: a district's, or the city's own."""

from dataclasses import dataclass

from django.utils.translation import gettext

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import permissions_of
from districts.models import District, PhoneLine, Unit
from districts.models.units import PhoneLineQuerySet, UnitQuerySet

CITY = "city"


@dataclass(frozen=True)
class Area:
    """A district, or the whole city when there is none: each has units, lines and holidays of its own.

    permissions: what somebody may do in it, through memberships in this district alone.
    """

    slug: str
    name: str
    district: District | None
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def units(self) -> UnitQuerySet:
        return Unit.objects.filter(district=self.district)

    def lines(self) -> PhoneLineQuerySet:
        lines: PhoneLineQuerySet = PhoneLine.objects.of_open_units()
        return lines.filter(unit__district=self.district)


def visible_to(user: User, permission: str) -> list[Area]:
    """Answer the areas in which the person holds the permission: the city's own lines are the administrators'."""
    found = [
        Area(district.slug, district.name, district)
        for district in District.objects.visible_to(user, permission)
    ]
    city = find(CITY, user)
    return [city, *found] if city else found


def find(slug: str, user: User) -> Area | None:
    """Answer the area with what the person may do in it; None where that is nothing."""
    if slug == CITY:
        return _city(user)
    roles = user.memberships.filter(unit__district__slug=slug).values_list("role", flat=True)
    permissions = frozenset(permissions_of(list(roles)))
    district = District.objects.filter(slug=slug).first() if permissions else None
    return Area(slug, district.name, district, permissions) if district else None


def _city(user: User) -> Area | None:
    permissions = frozenset(permissions_of(user.roles))
    if "districts.change_city_lines" not in permissions:
        return None
    return Area(CITY, gettext("The whole city"), None, permissions)
