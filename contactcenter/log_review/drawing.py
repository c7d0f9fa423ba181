"""Drawing a month's reviews: at each unit a random sample that can be proved, and everything that the rules found.

A look-up's place in the sample is SHA-256 over the review's seed and the look-up's number; those with the lowest come in.
The seed stands in the review and in the trail, so anybody can draw again and must come to the same.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.models import LookUp
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.log_review import rules
from contactcenter.log_review.days import month_after, month_before, month_of, span_of_month
from contactcenter.log_review.models import Reason, Review, ReviewItem
from districts import workplaces
from districts.models import Unit

MONTHS_BACK = 12  # the clock draws at most, should nobody have drawn for long
OF_A_PERSON = 10  # look-ups that are picked when somebody has made far more than colleagues


class AlreadyDrawn(Exception):
    """Somebody drew the month first, or the clock did."""


class NotOver(Exception):
    """The month is not over: look-ups may still come."""


def due(*, at: datetime) -> list[date]:
    """Answer the months that are over and not drawn, oldest first, from the first look-up on."""
    first = LookUp.objects.order_by("at").first()
    if first is None:
        return []
    this_month = month_of(timezone.localdate(at))
    month = max(month_of(timezone.localdate(first.at)), _long_before(this_month))
    drawn = set(Review.objects.filter(month__gte=month).values_list("month", flat=True))
    return [each for each in _months(month, before=this_month) if each not in drawn]


def draw_due(*, by: User | None, at: datetime) -> list[date]:
    """Draw every month that is due. Safe to run twice, at once, or late."""
    drawn = []
    for month in due(at=at):
        try:
            draw(month, by=by, at=at)
        except AlreadyDrawn:
            continue
        drawn.append(month)
    return drawn


@transaction.atomic
def draw(month: date, *, by: User | None, at: datetime) -> list[Review]:
    """Draw the month for every unit whose people looked up anything, and for the contact centre always.

    All of the month or nothing: the unique key of month and unit decides, should two draw at once.
    """
    _starts, ends = span_of_month(month)
    if at < ends:
        raise NotOver
    look_ups = list(rules.look_ups_in(month).only("pk", "agent_id", "at"))
    findings = rules.examine(month, look_ups)
    reviews = []
    for unit, of_unit in _by_unit(look_ups).items():
        review, is_new = Review.objects.get_or_create(
            month=month,
            unit=unit,
            defaults={
                "look_ups": len(of_unit),
                "hours_not_known": sum(each.pk in findings.hours_not_known for each in of_unit),
                "seed": secrets.token_hex(16),
                "percent": settings.LOG_REVIEW_PERCENT,
                "at_least": settings.LOG_REVIEW_AT_LEAST,
                "drawn_by": by,
                "drawn_at": at,
            },
        )
        if not is_new:
            raise AlreadyDrawn
        _keep(review, _picked(review, of_unit, findings))
        reviews.append(review)
    for review in reviews:  # the trail's lock is the last one that is taken
        _record(review, by=by, at=at)
    return reviews


def _by_unit(look_ups: Sequence[LookUp]) -> dict[Unit | None, list[LookUp]]:
    """Sort look-ups by the unit of who made them; who has none belongs to the contact centre, which is always there."""
    unit_of = workplaces.of({look_up.agent_id for look_up in look_ups})
    grouped: dict[Unit | None, list[LookUp]] = defaultdict(list, {None: []})
    for look_up in look_ups:
        grouped[unit_of.get(look_up.agent_id)].append(look_up)
    return grouped


def sample(review: Review, keys: Iterable[int]) -> list[int]:
    """Answer which of the review's look-ups come into its random sample."""
    ordered = ranked(review.seed, keys)
    share = -(-len(ordered) * review.percent // 100)  # rounded up
    return ordered[: max(share, review.at_least)]


def ranked(seed: str, keys: Iterable[int]) -> list[int]:
    """Put look-ups into the order that the seed gives them: anybody can do so again, in any language."""
    return sorted(keys, key=lambda key: sha256(f"{seed} {key}".encode()).hexdigest())


def _picked(
    review: Review, look_ups: Sequence[LookUp], findings: rules.Findings
) -> dict[int, list[Reason]]:
    """Answer which look-ups are gone through, and why: rules first, then those of the busiest, then the sample."""
    picked: dict[int, list[Reason]] = defaultdict(list)
    for look_up in look_ups:
        if found := findings.reasons.get(look_up.pk):
            picked[look_up.pk] += found
    for agent in sorted(findings.far_above):
        of_agent = [look_up.pk for look_up in look_ups if look_up.agent_id == agent]
        for pk in ranked(review.seed, of_agent)[:OF_A_PERSON]:
            picked[pk].append(Reason.VOLUME)
    for pk in sample(review, [look_up.pk for look_up in look_ups]):
        picked[pk].append(Reason.RANDOM)
    return picked


def _keep(review: Review, picked: dict[int, list[Reason]]) -> None:
    """Copy what is known of each look-up; what rules found comes first, and then in the order of time."""
    look_ups = LookUp.objects.filter(pk__in=picked).select_related("contact", "identity")
    in_order = sorted(look_ups, key=lambda each: (picked[each.pk] == [Reason.RANDOM], each.at))
    ReviewItem.objects.bulk_create(
        ReviewItem(
            review=review,
            number=number,
            reasons=picked[look_up.pk],
            look_up=look_up,
            contact=look_up.contact,
            contact_code=look_up.contact.code,
            agent_id=look_up.agent_id,
            at=look_up.at,
            subject=look_up.subject,
            method=look_up.identity.method,
            purpose=look_up.purpose,
            outcome=look_up.outcome,
        )
        for number, look_up in enumerate(in_order, start=1)
    )


def _record(review: Review, *, by: User | None, at: datetime) -> None:
    events.record(
        by,
        "review.drawn",
        review,
        at=at,
        unit=review.unit_name,
        month=review.month,
        look_ups=review.look_ups,
        picked=review.items.count(),
        seed=review.seed,
    )


def _long_before(month: date) -> date:
    for _each in range(MONTHS_BACK):
        month = month_before(month)
    return month


def _months(first: date, *, before: date) -> Iterator[date]:
    while first < before:
        yield first
        first = month_after(first)
