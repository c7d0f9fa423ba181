"""Where those who look up work, as the log review sees it: the first of their units, or the contact centre."""

from collections.abc import Collection

from django.utils.translation import gettext

from districts.models import Membership, Unit


def of(agents: Collection[int]) -> dict[int, Unit]:
    """Answer the unit of each agent who has one; the others belong to the contact centre."""
    work = (
        Membership.objects.filter(user__in=agents)
        .exclude(unit__kind=Unit.Kind.CONTACT_CENTRE)
        .select_related("unit")
        .order_by("-unit__sort_key")  # the first unit wins
    )
    return {membership.user_id: membership.unit for membership in work}


def name(unit: Unit | None) -> str:
    return str(unit) if unit else gettext("Contact centre")
