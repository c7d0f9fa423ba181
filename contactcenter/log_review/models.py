"""The monthly review of look-ups (lag 2001:454, 10 §: systematic and recurring checks of who has had access to what).

The model is HSLF-FS 2016:40, 4 kap. 9 §: what was done, at which unit, when, by whom and on whom; checks are documented and
kept for five years at least. So a look-up's facts are copied here: they stay when the look-up itself is forgotten. A
resident stands here as a keyed pseudonym, never by number or name.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.models import Contact, IdentityCheck, LookUp
from contactcenter.accounts.models import User
from districts import workplaces
from districts.models import Unit


class Reason(models.TextChoices):
    """Why a look-up was picked. The first four are the rules of LookUpAlert, under the same codes."""

    OWN_NUMBER = "own_number", _("The agent's own number")
    SAME_SURNAME = "same_surname", _("The same surname as the agent")
    SEQUENCE = "sequence", _("Numbers in a row")
    NO_CONVERSATION = (
        "no_conversation",
        _("Nothing else happened in the contact within ten minutes"),
    )
    OUTSIDE_HOURS = "outside_hours", _("Outside the contact centre's phone hours")
    VOLUME = "volume", _("Far more look-ups than colleagues this month")
    RANDOM = "random", _("Drawn at random")


def _count(items: models.QuerySet["ReviewItem"]) -> Coalesce:
    """Count the items of each review by a subquery: asked for the rows of one page only, not for all of history."""
    counted = items.order_by().values("review").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


class ReviewQuerySet(models.QuerySet["Review"]):
    def with_progress(self) -> Self:
        """Add how many look-ups were picked, and how many of them somebody has decided on; newest month first."""
        items = ReviewItem.objects.filter(review=OuterRef("pk"))
        decided = items.filter(Exists(Decision.objects.filter(item=OuterRef("pk"))))
        with_counts = self.annotate(picked=_count(items), decided=_count(decided))
        return with_counts.order_by("-month", F("unit__sort_key").asc(nulls_first=True))

    def unsigned(self) -> Self:
        return self.filter(signed_at=None)


class Review(models.Model):
    """The look-ups of one month at one unit: how many there were, and how some of them were picked."""

    month = models.DateField()  # its first day
    unit = models.ForeignKey(  # empty: the contact centre, where everybody without a unit works
        Unit, models.PROTECT, related_name="+", null=True, blank=True
    )
    look_ups = models.PositiveIntegerField()  # that there were
    hours_not_known = models.PositiveIntegerField()  # look-ups when nobody knows if we were open
    seed = models.CharField(max_length=64)  # of the sample: drawing.ranked proves it
    percent = models.PositiveSmallIntegerField()  # of the look-ups that the sample is of …
    at_least = models.PositiveSmallIntegerField()  # … and what it is at least
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(  # empty: the clock
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "unit"], name="review_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="review_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="review_signed_by_somebody",
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.unit_name}"

    @property
    def unit_name(self) -> str:
        return workplaces.name(self.unit)


class ReviewItem(models.Model):
    """One look-up that was picked, as it was then. The links lead to what happened in the contact while that is kept."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="items")
    number = (
        models.PositiveIntegerField()
    )  # 1, 2, 3 … within the review; what rules found comes first
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason))
    look_up = models.ForeignKey(LookUp, models.SET_NULL, related_name="+", null=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, related_name="+", null=True)
    contact_code = models.CharField(max_length=10)
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    subject = models.CharField(max_length=64)  # pseudonym
    method = models.CharField(max_length=20, choices=IdentityCheck.Method)
    purpose = models.CharField(max_length=20, choices=LookUp.Purpose)
    outcome = models.CharField(max_length=20, choices=LookUp.Outcome, blank=True)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_item_number_once"),
            models.UniqueConstraint(fields=["review", "look_up"], name="review_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"

    @property
    def reason_names(self) -> list[str]:
        return [str(Reason(reason).label) for reason in self.reasons]


class Decision(models.Model):
    """What a reviewer found about an item. A corrected decision is a new row: the one with the highest number holds."""

    class Verdict(models.TextChoices):
        IN_ORDER = "in_order", _("In order")
        TO_BE_ASKED = "to_be_asked", _("To be asked")
        PASSED_ON = "passed_on", _("Passed on")

    item = models.ForeignKey(ReviewItem, models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … within the item
    verdict = models.CharField(max_length=20, choices=Verdict)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reviewed = models.ForeignKey(User, models.PROTECT, related_name="+")  # the item's agent
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="decision_number_once"),
            models.CheckConstraint(
                name="decision_never_on_oneself", condition=~Q(by=F("reviewed"))
            ),
            models.CheckConstraint(
                name="decision_passed_on_with_comment",
                condition=~Q(verdict="passed_on") | ~Q(comment=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.verdict}"
