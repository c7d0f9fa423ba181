"""Deciding and signing off: nobody on themselves, nobody over somebody else's decision, nothing after the sign-off."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from contactcenter.audit.models import AuditEvent
from contactcenter.log_review import reviews
from contactcenter.log_review.models import Decision
from tests.factories import DecisionFactory, ReviewFactory, ReviewItemFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
IN_ORDER, PASSED_ON = Decision.Verdict.IN_ORDER, Decision.Verdict.PASSED_ON


def decide(item, verdict=IN_ORDER, *, by=None, comment="", seen=0) -> Decision:
    return reviews.decide(item, verdict, comment=comment, seen=seen, by=by or UserFactory(), at=AT)


def acts() -> list[str]:
    return [event.action for event in AuditEvent.objects.order_by("position")]


def test_decision_is_kept_and_recorded_without_the_comment():
    item, reviewer = ReviewItemFactory(), UserFactory()

    decision = decide(item, PASSED_ON, by=reviewer, comment="To the head of unit")

    assert (decision.number, decision.comment, decision.by) == (1, "To the head of unit", reviewer)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.purpose) == (
        "review.decided",
        str(reviewer),
        "log_review",
    )
    assert event.details == {"verdict": "passed_on", "number": 1}


def test_corrected_decision_is_a_new_row():
    item = ReviewItemFactory()
    decide(item)

    decide(item, PASSED_ON, comment="Asked again", seen=1)

    assert list(item.decisions.values_list("number", "verdict")) == [
        (1, "in_order"),
        (2, "passed_on"),
    ]


def test_nobody_decides_over_a_decision_they_have_not_seen():
    item = ReviewItemFactory()
    decide(item)

    with pytest.raises(reviews.DecidedMeanwhile):
        decide(item, PASSED_ON, comment="Too late")

    assert item.decisions.get().verdict == IN_ORDER
    assert acts() == ["review.decided"]


def test_nobody_decides_on_their_own_look_up():
    item = ReviewItemFactory()

    with pytest.raises(reviews.OwnLookUp):
        decide(item, by=item.agent)

    assert not item.decisions.exists()


def test_database_refuses_a_reviewer_who_is_the_reviewed():
    item = ReviewItemFactory()

    with pytest.raises(IntegrityError, match="decision_never_on_oneself"), transaction.atomic():
        DecisionFactory(item=item, by=item.agent)


def test_database_refuses_to_pass_on_without_a_comment():
    with (
        pytest.raises(IntegrityError, match="decision_passed_on_with_comment"),
        transaction.atomic(),
    ):
        DecisionFactory(verdict=PASSED_ON)


def test_review_is_signed_when_everything_is_decided():
    item, reviewer = ReviewItemFactory(), UserFactory()
    decide(item, by=reviewer)

    reviews.sign(item.review, by=reviewer, at=AT)

    item.review.refresh_from_db()
    assert (item.review.signed_by, item.review.signed_at) == (reviewer, AT)
    assert acts() == ["review.decided", "review.signed"]


def test_review_without_look_ups_can_be_signed():
    review = ReviewFactory(look_ups=0)

    reviews.sign(review, by=UserFactory(), at=AT)

    assert acts() == ["review.signed"]


def test_review_is_not_signed_before_everything_is_decided():
    first, _second = ReviewItemFactory.create_batch(2, review=ReviewFactory())
    decide(first)

    with pytest.raises(reviews.NotReady):
        reviews.sign(first.review, by=UserFactory(), at=AT)


def test_nobody_signs_a_review_with_their_own_look_ups():
    item = DecisionFactory().item

    with pytest.raises(reviews.OwnLookUp):
        reviews.sign(item.review, by=item.agent, at=AT)


def test_signature_is_given_once_and_ends_all_decisions():
    decision = DecisionFactory()
    item, review = decision.item, decision.item.review
    first, second = UserFactory(), UserFactory()
    reviews.sign(review, by=first, at=AT)

    with pytest.raises(reviews.Signed):
        reviews.sign(review, by=second, at=AT + timedelta(days=1))
    with pytest.raises(reviews.Signed):
        decide(item, seen=1)

    review.refresh_from_db()
    assert (review.signed_by, review.signed_at) == (first, AT)
    assert item.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told():
    item, people = ReviewItemFactory(), UserFactory.create_batch(4)
    ready, refused = Barrier(len(people)), []

    def decide_at_once(person) -> None:
        ready.wait()
        try:
            decide(item, by=person)
        except reviews.DecidedMeanwhile:
            refused.append(person)
        connection.close()

    threads = [Thread(target=decide_at_once, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert item.decisions.count() == 1
    assert len(refused) == len(people) - 1


def test_verdicts_that_hold_are_counted():
    review = ReviewFactory()
    first, second = ReviewItemFactory.create_batch(2, review=review)
    decide(first)
    decide(first, PASSED_ON, comment="After all", seen=1)
    decide(second)

    assert reviews.verdicts_of(review) == {"passed_on": 1, "in_order": 1}
