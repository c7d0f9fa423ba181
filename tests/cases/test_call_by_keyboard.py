"""A call from start to end with nothing but the keyboard, in a real browser: what it costs in keys and seconds.

Every press counts as one, a chord too; so do the letters that choose a topic. What is typed while the caller speaks, notes
and the personal number, belongs to the talk. `pytest -rP` shows the counts.
"""

import sys
import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from tests.browser import ready_at, sign_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "case_register"])

MOST_KEYS = 12
NUMBER = "850709-9805"  # an official test number, of the invented register
HER_HANDLER = "Hedda Handfiktig"


class Hand:
    """Presses keys, counts them, and takes the time."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.since = time.monotonic()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def say(self, text: str) -> None:
        """Type while the caller speaks."""
        self.page.keyboard.type(text)

    def count(self, what: str) -> int:
        """Tell and answer what it cost since the last count."""
        keys, seconds = self.keys, time.monotonic() - self.since
        sys.stdout.write(f"{what}: {keys} keys, {seconds:.1f} s\n")
        self.keys, self.since = 0, time.monotonic()
        return keys


@pytest.fixture
def hand(page: Page, live_server, sample_city) -> Hand:
    """An agent of the sample city at the desk."""
    sign_in(page, live_server.url, User.objects.get(email="agent@example.org"))
    page.goto(live_server.url + reverse("desk"))
    return Hand(page)


def begin_call(hand: Hand) -> Contact:
    hand.press("1")
    hand.page.wait_for_url("**/desk/contacts/*/")
    ready_at(hand.page.locator("[name=q1-note]"))
    return Contact.objects.get(pk=hand.page.url.rstrip("/").rpartition("/")[2])


def answered(contact: Contact) -> list[str]:
    """Answer the topics of the closed contact's questions."""
    closed = contact.questions.exclude(contact__closed_at=None).filter(outcome__code="answered")
    return [question.topic.code for question in closed.select_related("topic")]


def test_a_standard_call_is_registered_in_a_few_keys(hand):
    contact = begin_call(hand)
    hand.say("Undrar vad normen är för två vuxna.")
    hand.count("begin")

    hand.press("Alt+t", *"nor", "Alt+Shift+1", "Control+Enter")
    hand.page.wait_for_url("**" + reverse("desk"))

    assert hand.count("register one question") == 6
    assert answered(contact) == ["income-support-norm"]


def test_two_questions_and_a_look_up_without_a_mouse(hand):
    page = hand.page
    contact = begin_call(hand)
    assert hand.count("begin") == 1

    hand.press("Alt+h")
    ready_at(page.locator("[name=number]"))
    hand.say(NUMBER)
    hand.press("Enter")
    ready_at(page.locator("#look-up .actions .button").first)
    hand.press("Enter")
    ready_at(page.locator("[name=purpose]").first)
    hand.press("Enter")
    expect(page.locator("#look-up")).to_contain_text(HER_HANDLER)
    ready_at(page.locator("#look-up h2[autofocus]"))
    assert hand.count("look up") == 4

    hand.press("Alt+t", *"mit", "Alt+Shift+1", "Control+Shift+Enter")
    ready_at(page.locator("[name=q2-note]"))
    hand.press("Alt+t", *"nor", "Alt+Shift+1", "Control+Enter")
    page.wait_for_url("**" + reverse("desk"))

    assert hand.count("register two questions") <= MOST_KEYS
    assert answered(contact) == ["income-support-own-case", "income-support-norm"]
    assert contact.look_ups.get().outcome == "found"
    assert AuditEvent.objects.filter(action="person.looked_up").count() == 1


def test_a_topic_is_chosen_by_any_word_of_its_name(hand):
    contact = begin_call(hand)

    hand.press("Control+k", *"betalning")
    chosen = hand.page.get_by_role("listbox").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Ekonomiskt bistånd › Mitt ärende")
    with hand.page.expect_response("**" + reverse("contacts:typed", args=[contact.pk])):
        hand.press("Enter")

    ready_at(hand.page.locator("[name=q1-note]"))
    assert contact.questions.get().topic.code == "income-support-own-case"
