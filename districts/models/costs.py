"""What free numbers cost the one who owns them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from districts.models.units import PhoneLine


class TollFreeNumber(models.Model):
    """A subscription of a number that is free for the caller, with its prices in a span of dates, in kronor."""

    line = models.ForeignKey(
        PhoneLine, models.PROTECT, related_name="toll_free_numbers", verbose_name=_("Line")
    )
    number = models.CharField(_("Number"), max_length=30)
    connection_fee = models.DecimalField(_("Connection fee"), max_digits=10, decimal_places=2)
    monthly_fee = models.DecimalField(_("Monthly fee"), max_digits=10, decimal_places=2)
    cost_per_minute = models.DecimalField(_("Traffic per minute"), max_digits=8, decimal_places=4)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"), null=True, blank=True)  # inclusive
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="toll_free_costs_not_negative",
                condition=Q(connection_fee__gte=0, monthly_fee__gte=0, cost_per_minute__gte=0),
                violation_error_message=_("A price cannot be negative."),
            ),
            models.CheckConstraint(
                name="toll_free_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must not be before the first."),
            ),
            ExclusionConstraint(
                name="toll_free_prices_never_overlap",
                expressions=[
                    ("number", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("This number already has prices for some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
