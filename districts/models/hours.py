"""Phone hours in layers, most specific wins: regular week → season → exception → closure.

Minutes are counted from local midnight (Europe/Stockholm), half-open, up to 2880: what runs past midnight belongs to the
day on which it starts. The engine that answers is phone_hours/; these rows are what it is fed with.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from districts.models.places import District
from districts.models.units import PhoneLine


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def weekdays_field() -> ArrayField:
    return ArrayField(models.PositiveSmallIntegerField(choices=Weekday), default=list, blank=True)


class RegularWeek(models.Model):
    """One version of a line's ordinary week; the newest that has begun holds."""

    line = models.ForeignKey(PhoneLine, models.CASCADE, related_name="weeks")
    valid_from = models.DateField(_("Valid from"))
    days_not_known = weekdays_field()  # answered, but nobody has published when

    class Meta:
        ordering = ["line_id", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "valid_from"], name="one_week_per_line_and_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.valid_from}"


class Season(models.Model):
    """A part of every year with a week of its own (1 May to 31 August); may run over New Year.

    Where seasons overlap, the shorter one holds; of two equally long ones, the one that began last.
    """

    line = models.ForeignKey(PhoneLine, models.CASCADE, related_name="seasons")
    name = models.CharField(_("Name"), max_length=60)
    first_month = models.PositiveSmallIntegerField()
    first_day = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    last_day = (
        models.PositiveSmallIntegerField()
    )  # inclusive; 29 February reads as the 28th in other years
    valid_from = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)  # inclusive
    days_not_known = weekdays_field()

    class Meta:
        ordering = ["line_id", "first_month", "first_day"]
        constraints = [
            models.UniqueConstraint(fields=["line", "name"], name="season_name_once_per_line"),
            models.CheckConstraint(
                name="season_days_exist",
                condition=Q(
                    first_month__range=(1, 12),
                    last_month__range=(1, 12),
                    first_day__range=(1, 31),
                    last_day__range=(1, 31),
                ),
                violation_error_message=_("That day does not exist."),
            ),
            models.CheckConstraint(
                name="season_ends_after_it_begins",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExceptionDay(models.Model):
    """A day, or some in a row, with hours of their own, or none. Exceptions of one line never overlap."""

    line = models.ForeignKey(PhoneLine, models.CASCADE, related_name="exceptions")
    first = models.DateField(_("First day"))
    last = models.DateField(_("Last day"))
    reason = models.CharField(_("Reason"), max_length=120)
    is_not_known = models.BooleanField(default=False)

    class Meta:
        ordering = ["line_id", "first"]
        constraints = [
            models.CheckConstraint(
                name="exception_ends_after_it_begins",
                condition=Q(last__gte=F("first")),
                violation_error_message=_("The last day must not be before the first."),
            ),
            ExclusionConstraint(
                name="exceptions_never_overlap",
                expressions=[
                    ("line", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first"),
                            F("last"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("There is already an exception on one of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}: {self.reason}"


class IntRange(Func):
    function = "int4range"


class Interval(models.Model):
    """A slot in which a line is answered (Swedish: telefontid): of a week, a season or an exception."""

    week = models.ForeignKey(RegularWeek, models.CASCADE, related_name="intervals", null=True)
    season = models.ForeignKey(Season, models.CASCADE, related_name="intervals", null=True)
    exception = models.ForeignKey(ExceptionDay, models.CASCADE, related_name="intervals", null=True)
    weekday = models.PositiveSmallIntegerField(
        choices=Weekday, null=True
    )  # none for an exception: every day of it
    starts_minute = models.PositiveSmallIntegerField()
    ends_minute = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "starts_minute"]
        constraints = [
            models.CheckConstraint(
                name="interval_ends_after_start",
                condition=Q(
                    starts_minute__lt=1440,
                    ends_minute__gt=F("starts_minute"),
                    ends_minute__lte=2880,
                ),
                violation_error_message=_("Phone hours must close after they open."),
            ),
            models.CheckConstraint(
                name="interval_belongs_to_one_layer",
                condition=Q(week__isnull=False, season=None, exception=None, weekday__range=(0, 6))
                | Q(week=None, season__isnull=False, exception=None, weekday__range=(0, 6))
                | Q(week=None, season=None, exception__isnull=False, weekday=None),
            ),
            *(
                ExclusionConstraint(
                    name=f"intervals_of_a_{layer}_never_overlap",
                    expressions=[
                        (layer, RangeOperators.EQUAL),
                        (
                            IntRange(
                                Coalesce("weekday", 0) * 1440 + F("starts_minute"),
                                Coalesce("weekday", 0) * 1440 + F("ends_minute"),
                            ),
                            RangeOperators.OVERLAPS,
                        ),
                    ],
                    violation_error_message=_("Two of these hours overlap."),
                )
                for layer in ("week", "season", "exception")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_minute}–{self.ends_minute}"


class Closure(models.Model):
    """A line is closed from one moment to another ("close now"), whatever the layers below say."""

    line = models.ForeignKey(PhoneLine, models.CASCADE, related_name="closures")
    starts_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("Until"))
    reason = models.CharField(_("Reason"), max_length=120)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It must open again after it closes."),
            )
        ]

    def __str__(self) -> str:
        return self.reason


class HolidayDecision(models.Model):
    """What a person decided about a public holiday or an eve, for one district or for the city-wide lines.

    The library only suggests days. A suggested day that nobody has decided on is answered with "not known".
    """

    class Decision(models.TextChoices):
        CLOSED = "closed", _("Closed")
        AS_USUAL = "as_usual", _("Open as usual")
        CLOSES_EARLY = "closes_early", _("Closes early")

    district = models.ForeignKey(
        District, models.CASCADE, related_name="holiday_decisions", null=True, blank=True
    )
    day = models.DateField()
    decision = models.CharField(max_length=20, choices=Decision)
    closes_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "day"], name="one_decision_per_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="closing_time_only_when_closing_early",
                condition=Q(decision="closes_early", closes_minute__gt=0, closes_minute__lte=1440)
                | (~Q(decision="closes_early") & Q(closes_minute=None)),
                violation_error_message=_("Write when you close that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_decision_display()}"


class HoursChange(models.Model):
    """One saved change of a line's hours: what they were and what they became, so that it can be shown and undone."""

    line = models.ForeignKey(PhoneLine, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()  # the line's revision that this change made
    before = models.JSONField()
    after = models.JSONField()
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["line", "revision"], name="one_change_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.revision}"
