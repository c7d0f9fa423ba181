"""The review in a real browser: decided by the keyboard alone, checked by axe also where something went wrong."""

import pytest

from contactcenter.accounts.roles import Role
from contactcenter.log_review.models import Decision
from tests import browser
from tests.factories import DecisionFactory, ReviewFactory, ReviewItemFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def review():
    review = ReviewFactory(look_ups=2)
    ReviewItemFactory.create_batch(2, review=review)
    return review


@pytest.fixture
def opened(page, live_server, review):
    auditor = UserFactory(roles=[Role.AUDITOR], language="en")
    browser.sign_in(page, live_server.url, auditor)
    page.goto(f"{live_server.url}/audit/reviews/{review.pk}/")
    return page


def test_review_is_decided_and_signed_by_the_keyboard(opened, review):
    for number in (1, 2):
        card = opened.get_by_role("article", name=f"Look-up {number}")
        card.get_by_role("button", name="In order").focus()
        opened.keyboard.press("Enter")
        card.get_by_text("Correct the decision").wait_for()
        assert card.evaluate("card => card === document.activeElement")

    opened.get_by_role("link", name="Sign off").press("Enter")
    opened.get_by_role("button", name="Sign off").press("Enter")
    opened.get_by_text("The review is signed off.").first.wait_for()

    review.refresh_from_db()
    assert review.signed_at
    browser.axe(opened)


def test_what_was_typed_stays_when_somebody_else_was_faster(opened, review):
    item = review.items.first()
    card = opened.get_by_role("article", name="Look-up 1")
    card.get_by_label("Comment").fill("My own words")
    DecisionFactory(item=item, verdict=Decision.Verdict.TO_BE_ASKED)

    card.get_by_role("button", name="In order").press("Enter")
    opened.get_by_text("Somebody else has decided meanwhile.").first.wait_for()

    assert card.get_by_label("Comment").input_value() == "My own words"
    assert card.get_by_text("To be asked").first.is_visible()
    assert item.decisions.count() == 1
    browser.axe(opened)


def test_missing_comment_is_told_beside_the_field(opened, review):
    card = opened.get_by_role("article", name="Look-up 1")

    card.get_by_role("button", name="Pass on").press("Enter")
    card.get_by_text("Write to whom you pass it on, and why.").wait_for()

    browser.axe(opened)
    browser.every_check(opened)
