"""Where people live: districts as they are today, and every name that leads to one."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User


class DistrictQuerySet(models.QuerySet["District"]):
    def today(self) -> Self:
        """Keep the districts that exist today."""
        return self.filter(dissolved_on=None)

    def visible_to(self, user: User, permission: str) -> Self:
        """Keep the districts in which the person holds the permission, through a membership in one of the units."""
        return self.filter(pk__in=user.memberships.granting(permission).values("unit__district"))


class District(models.Model):
    """A part of the city with a board of its own (Swedish: stadsdelsområde)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("Name"), max_length=100)
    board = models.CharField(_("Board"), max_length=100)
    sort_key = models.CharField(max_length=120, editable=False)  # Swedish order: å ä ö last
    formed_on = models.DateField(_("Formed on"), null=True, blank=True)
    dissolved_on = models.DateField(_("Dissolved on"), null=True, blank=True)
    visiting_address = models.CharField(_("Visiting address"), max_length=200, blank=True)
    directions = models.TextField(_("How to get there"), blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                name="district_dissolved_after_formed",
                condition=Q(dissolved_on=None)
                | Q(formed_on=None)
                | Q(dissolved_on__gt=models.F("formed_on")),
                violation_error_message=_("A district cannot be dissolved before it is formed."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """A name that leads to a district: a neighbourhood, an everyday name, or a district of former days.

    Two rows with one name in two districts, or `is_ambiguous`, mean that the name alone does not settle the matter.
    """

    class Kind(models.TextChoices):
        NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
        EVERYDAY_NAME = "everyday_name", _("Everyday name")
        FORMER_DISTRICT = "former_district", _("Former district")

    name = models.CharField(_("Name"), max_length=100)
    search_key = models.CharField(
        max_length=100, db_index=True, editable=False
    )  # lower case, å ä ö as a a o, no signs
    kind = models.CharField(max_length=20, choices=Kind)
    district = models.ForeignKey(District, models.CASCADE, related_name="place_names")
    until = models.DateField(
        null=True, blank=True, help_text=_("The day on which a former district was merged.")
    )
    is_ambiguous = models.BooleanField(default=False)
    is_official = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["search_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind", "district"], name="place_name_once_per_district"
            ),
            models.CheckConstraint(
                name="place_name_until_only_for_former_districts",
                condition=Q(until=None) | Q(kind="former_district"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
