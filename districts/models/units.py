"""Who answers: units and their lines."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from districts.models.places import District


class UnitQuerySet(models.QuerySet["Unit"]):
    def still_open(self) -> Self:
        """Keep the units that nobody has closed."""
        return self.filter(closed_on=None)

    def open_on(self, day: date) -> Self:
        """Keep the units that exist on the day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))


class Unit(models.Model):
    """A group that residents turn to: reception, income support, a duty phone; city-wide when it has no district."""

    class Kind(models.TextChoices):
        RECEPTION = "reception", _("Reception")
        INCOME_SUPPORT = "income_support", _("Income support")
        VIOLENCE_TEAM = "violence_team", _("Team against violence")
        DUTY_PHONE = "duty_phone", _("Duty phone")
        DEBT_ADVICE = "debt_advice", _("Budget and debt advice")
        CITIZENS_OFFICE = "citizens_office", _("Citizens' office")
        CONTACT_CENTRE = "contact_centre", _("Contact centre")
        COUNSELLING = "counselling", _("Social counselling")
        EMERGENCY = "emergency", _("Social emergency service")
        OTHER = "other", _("Other unit")

    district = models.ForeignKey(
        District, models.PROTECT, related_name="units", null=True, blank=True
    )
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    sort_key = models.CharField(max_length=140, editable=False)
    what_for = models.CharField(_("What one can ask"), max_length=300, blank=True)
    visiting_address = models.CharField(_("Visiting address"), max_length=200, blank=True)
    directions = models.TextField(_("How to get there"), blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="predecessors",
        null=True,
        blank=True,
        verbose_name=_("Taken over by"),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                name="unit_successor_only_when_closed",
                condition=Q(successor=None) | Q(closed_on__isnull=False),
                violation_error_message=_("Only a unit that closes has a successor."),
            ),
            models.CheckConstraint(
                name="unit_not_its_own_successor", condition=~Q(successor=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PhoneLineQuerySet(models.QuerySet["PhoneLine"]):
    def of_open_units(self) -> Self:
        """Keep the lines whose unit exists."""
        return self.filter(unit__closed_on=None)


class PhoneLine(models.Model):
    """A number, or a chat, that a unit answers, for one role ("handlers", "reception"): phone hours belong to it.

    The number is kept as an editor wrote it and as a `tel:` value, because libraries misread Swedish 020 and 0200
    numbers. A line without number is shown as missing, never guessed.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        CHAT = "chat", _("Chat")

    class Tariff(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary call price")
        FREE = "free", _("free for the caller")
        SHARED = "shared", _("the caller pays also while waiting in line")
        UNKNOWN = "unknown", _("price not known")

    class Mode(models.TextChoices):
        HOURS = "hours", _("Phone hours")
        ALWAYS = "always", _("Around the clock, every day")
        BY_APPOINTMENT = "by_appointment", _("By appointment")
        NOT_PUBLISHED = "not_published", _("Hours not published")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="lines")
    slug = models.SlugField(max_length=100, unique=True)
    role = models.CharField(_("Who answers"), max_length=100)
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel, default=Channel.PHONE)
    number = models.CharField(_("Number as shown"), max_length=30, blank=True)
    dial = models.CharField(_("Number as dialled"), max_length=20, blank=True)
    tariff = models.CharField(
        _("Cost for the caller"), max_length=10, choices=Tariff, default=Tariff.UNKNOWN
    )
    mode = models.CharField(
        _("When it is answered"), max_length=20, choices=Mode, default=Mode.HOURS
    )
    follows_holidays = models.BooleanField(_("Closed on public holidays"), default=True)
    outside_hours = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="relieves",
        null=True,
        blank=True,
        verbose_name=_("Outside hours, callers go to"),
    )
    is_public = models.BooleanField(_("Shown to residents"), default=True)
    is_historical = models.BooleanField(_("Historical hours"), default=False)
    sort_order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(
        default=0, editable=False
    )  # counts changes of the line and its hours: two editors never overwrite

    objects = PhoneLineQuerySet.as_manager()

    class Meta:
        ordering = ["unit__sort_key", "sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="line_not_its_own_relief", condition=~Q(outside_hours=F("pk"))
            ),
            models.CheckConstraint(
                name="line_number_and_dial_together",
                condition=Q(number="", dial="") | (~Q(number="") & ~Q(dial="")),
                violation_error_message=_(
                    "Write the number both as it is shown and as it is dialled."
                ),
            ),
            models.CheckConstraint(
                name="line_toll_free_by_prefix",
                condition=~Q(tariff="free")
                | Q(dial="")
                | Q(dial__startswith="+4620")
                | Q(dial__startswith="112"),
                violation_error_message=_("Only 020 and 0200 numbers are free for the caller."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.role}"
