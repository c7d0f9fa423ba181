"""Whose units and lines one looks after: a district's, or the city's own."""

from dataclasses import dataclass

from django.utils.translation import gettext

from contactcenter.accounts.models import User
from districts.models import District, PhoneLine, Unit
from districts.models.units import PhoneLineQuerySet, UnitQuerySet

CITY = "city"


@dataclass(frozen=True)
class Area:
    """A district, or the whole city when there is none: each has units, lines and holidays of its own."""

    slug: str
    name: str
    district: District | None

    def units(self) -> UnitQuerySet:
        return Unit.objects.filter(district=self.district)

    def lines(self) -> PhoneLineQuerySet:
        return PhoneLine.objects.filter(unit__district=self.district, unit__closed_on=None)


def of_unit(unit: Unit) -> Area:
    return of_district(unit.district)


def of_district(district: District | None) -> Area:
    if district is None:
        return Area(CITY, gettext("The whole city"), None)
    return Area(district.slug, district.name, district)


def visible_to(user: User, permission: str) -> list[Area]:
    """Answer the areas in which the person holds the permission: the city's own lines are the administrators'."""
    found = [of_district(district) for district in District.objects.visible_to(user, permission)]
    if user.has_perm("districts.change_city_lines"):
        found.insert(0, of_district(None))
    return found


def find(slug: str, user: User, permission: str) -> Area | None:
    return next((area for area in visible_to(user, permission) if area.slug == slug), None)
