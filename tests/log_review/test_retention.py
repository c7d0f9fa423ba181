"""Signed reviews are kept for five years, and then forgotten with their items and decisions; others wait."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcenter import retention
from contactcenter.log_review.models import Decision, Review, ReviewItem
from contactcenter.log_review.retention import RULES
from tests.factories import DecisionFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGNED_AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
FIVE_YEARS = timedelta(days=5 * 366)


def forget(at: datetime) -> int:
    return sum(retention.forget(rule, at=at) for rule in RULES)


def test_signed_review_is_forgotten_after_five_years_and_not_before():
    review = ReviewFactory(signed_at=SIGNED_AT, signed_by=UserFactory())
    DecisionFactory(item__review=review)

    assert forget(SIGNED_AT + FIVE_YEARS - timedelta(seconds=1)) == 0
    assert forget(SIGNED_AT + FIVE_YEARS) == 1

    assert not any(model.objects.exists() for model in (Review, ReviewItem, Decision))


def test_review_that_nobody_has_signed_waits():
    ReviewFactory()

    assert forget(SIGNED_AT + 10 * FIVE_YEARS) == 0
