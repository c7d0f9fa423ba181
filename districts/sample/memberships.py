"""Who works in Järva: one who looks after the district's hours, and one who answers."""

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole
from districts.models import Membership, Unit

MEMBERSHIPS = {
    "staff@example.org": ("jarva-income-support", DistrictRole.STAFF),
    "district@example.org": ("jarva-reception", DistrictRole.ADMIN),
}


def load() -> int:
    """Give the people of the sample city their places, unless somebody has a place already; answer how many have one."""
    if not Membership.objects.exists():
        for user in User.objects.filter(email__in=MEMBERSHIPS):
            unit, role = MEMBERSHIPS[user.email]
            Membership.objects.create(user=user, unit=Unit.objects.get(slug=unit), role=role)
    return Membership.objects.count()
