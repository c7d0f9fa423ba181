"""Who works where: a person's role in a district, through one of its units."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import PERMISSIONS_BY_ROLE, DistrictRole
from districts.models.units import Unit


class MembershipQuerySet(models.QuerySet["Membership"]):
    def granting(self, permission: str) -> Self:
        """Keep the memberships whose role grants the permission."""
        return self.filter(
            role__in=[role for role in DistrictRole if permission in PERMISSIONS_BY_ROLE[role]]
        )


class Membership(models.Model):
    """A person's role in a unit, and with it in the unit's district."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="memberships", verbose_name=_("Unit")
    )
    role = models.CharField(_("Role"), max_length=20, choices=DistrictRole)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit"], name="one_membership_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.unit}"
