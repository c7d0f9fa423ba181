"""Going through a review: a decision on each look-up, then the sign-off. Nobody decides on themselves."""

from collections import Counter
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.log_review.models import Decision, Review, ReviewItem

PURPOSE = "log_review"  # stands in the trail with every page of a review that is shown


class Refused(Exception):
    """A rule says no; the sentence says which."""

    sentence: ClassVar[str | Promise] = ""

    def __str__(self) -> str:
        return str(self.sentence)


class OwnLookUp(Refused):
    sentence = _("Your own look-ups are in this review. Somebody else does this.")


class DecidedMeanwhile(Refused):
    sentence = _("Somebody else has decided meanwhile. Look at it before you change it.")


class Signed(Refused):
    sentence = _("The review has been signed off. Nothing about it can be changed.")


class NotReady(Refused):
    sentence = _("There are look-ups that nobody has decided on.")


def items() -> QuerySet[ReviewItem]:
    """Answer items with all that is shown of them, in as many queries for one as for all."""
    return (
        ReviewItem.objects.select_related("agent", "contact", "review__unit")
        .prefetch_related(
            Prefetch("decisions", Decision.objects.select_related("by").order_by("number")),
            "contact__questions__topic",
            "contact__questions__outcome",
        )
        .order_by("number")
    )


def items_of(review: Review) -> QuerySet[ReviewItem]:
    return items().filter(review=review)


def left_of(review: Review) -> QuerySet[ReviewItem]:
    """Keep the items that nobody has decided on."""
    return items_of(review).filter(~Exists(Decision.objects.filter(item=OuterRef("pk"))))


def verdicts_of(review: Review) -> Counter[str]:
    """Count the decisions that hold."""
    decisions = Decision.objects.filter(item__review=review).order_by("number")
    return Counter(dict(decisions.values_list("item", "verdict")).values())


def decide(
    item: ReviewItem,
    verdict: Decision.Verdict,
    *,
    comment: str,
    seen: int,
    by: User,
    at: datetime,
) -> Decision:
    """Write down what the reviewer found. A decision that corrects another is a new row.

    seen: how many decisions the reviewer saw. The unique number refuses one that would be written unawares over another's.
    """
    if by == item.agent:
        raise OwnLookUp
    decided = {"verdict": verdict, "comment": comment, "by": by, "reviewed": item.agent, "at": at}
    with transaction.atomic():
        _hold_open(item.review)
        decision, is_new = item.decisions.get_or_create(number=seen + 1, defaults=decided)
        if not is_new:
            raise DecidedMeanwhile
        events.record(
            by,
            "review.decided",
            item,
            at=at,
            purpose=PURPOSE,
            verdict=verdict,
            number=decision.number,
        )
    return decision


@transaction.atomic
def sign(review: Review, *, by: User, at: datetime) -> None:
    """Sign the whole review off, once. It cannot be taken back."""
    _hold_open(review)
    require_ready(review, by=by)
    Review.objects.filter(pk=review.pk).update(signed_at=at, signed_by=by)
    events.record(by, "review.signed", review, at=at, unit=review.unit_name)


def require_ready(review: Review, *, by: User) -> None:
    """Refuse to have the review signed off before everything is decided, or by somebody whose look-ups are in it."""
    require_not_reviewed(review, by)
    if review.signed_at:
        raise Signed
    if left_of(review).exists():
        raise NotReady


def require_not_reviewed(review: Review, reader: User) -> None:
    if review.items.filter(agent=reader).exists():
        raise OwnLookUp


def _hold_open(review: Review) -> None:
    """Keep the review as it is until the act is done: whoever decides or signs at the same time waits, and looks again."""
    if not Review.objects.unsigned().select_for_update(no_key=True).filter(pk=review.pk).exists():
        raise Signed
