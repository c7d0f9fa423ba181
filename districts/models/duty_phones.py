"""Duty phones that were asked for and are not there: kept until somebody has seen to it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from districts.models.places import District


class DutyPhoneGapQuerySet(models.QuerySet["DutyPhoneGap"]):
    def unfilled(self) -> Self:
        return self.filter(filled_at=None)

    def untold(self) -> Self:
        return self.unfilled().filter(told_at=None)


class DutyPhoneGap(models.Model):
    """A district had no duty phone that one could ring when an urgent matter needed it. One row until it is filled."""

    class Lacks(models.TextChoices):
        UNIT = "unit", _("There is no duty phone.")
        LINE = "line", _("The duty phone has no line.")
        NUMBER = "number", _("The duty phone’s number is missing.")

    district = models.ForeignKey(District, models.CASCADE, related_name="duty_phone_gaps")
    lacks = models.CharField(max_length=10, choices=Lacks)
    first_asked_at = models.DateTimeField()
    last_asked_at = models.DateTimeField()
    times_asked = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)  # by mail, once
    filled_at = models.DateTimeField(null=True, blank=True)

    objects = DutyPhoneGapQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district"],
                condition=Q(filled_at=None),
                name="one_unfilled_duty_phone_gap_per_district",
            ),
            models.CheckConstraint(
                name="duty_phone_gap_first_asked_before_last",
                condition=Q(last_asked_at__gte=F("first_asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}: {self.get_lacks_display()}"
