"""Samples of the log."""

from datetime import UTC, date, datetime

import factory

from contactcenter.log_review.models import Decision, Reason, Review, ReviewItem
from tests.factories.cases import LookUpFactory
from tests.factories.people import UserFactory


class ReviewFactory(factory.django.DjangoModelFactory[Review]):
    """A month of the contact centre, drawn by the clock; items are added apart."""

    class Meta:
        model = Review

    month = date(2026, 10, 1)
    look_ups = 1
    hours_not_known = 0
    seed = "f" * 32
    percent = 5
    at_least = 10
    drawn_at = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)


class ReviewItemFactory(factory.django.DjangoModelFactory[ReviewItem]):
    class Meta:
        model = ReviewItem

    review = factory.SubFactory(ReviewFactory)
    number = factory.LazyAttribute(lambda item: item.review.items.count() + 1)
    reasons = factory.LazyFunction(lambda: [Reason.RANDOM])
    look_up = factory.SubFactory(LookUpFactory)
    contact = factory.SelfAttribute("look_up.contact")
    contact_code = factory.SelfAttribute("look_up.contact.code")
    agent = factory.SelfAttribute("look_up.agent")
    at = factory.SelfAttribute("look_up.at")
    subject = factory.SelfAttribute("look_up.subject")
    method = factory.SelfAttribute("look_up.identity.method")
    purpose = factory.SelfAttribute("look_up.purpose")
    outcome = factory.SelfAttribute("look_up.outcome")


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    item = factory.SubFactory(ReviewItemFactory)
    number = 1
    verdict = Decision.Verdict.IN_ORDER
    by = factory.SubFactory(UserFactory, roles=["auditor"])
    reviewed = factory.SelfAttribute("item.agent")
    at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
