"""Where somebody who answers residents works: the first of their units, or the contact centre, which needs no membership."""

from collections.abc import Collection

from django.utils.translation import gettext

from contactcenter.accounts.models import User
from districts.models import Membership, Unit


def of(people: Collection[int]) -> dict[int, Unit]:
    """Answer the unit of each person who has one; the others belong to the contact centre."""
    work = (
        Membership.objects.filter(user__in=people)
        .exclude(unit__kind=Unit.Kind.CONTACT_CENTRE)
        .select_related("unit")
        .order_by("-unit__sort_key")  # the first unit wins
    )
    return {membership.user_id: membership.unit for membership in work}


def name_for(person: User) -> str:
    """Answer what the log says about where somebody works."""
    return name(of([person.pk]).get(person.pk))


def name(unit: Unit | None) -> str:
    return str(unit) if unit else gettext("Contact centre")
