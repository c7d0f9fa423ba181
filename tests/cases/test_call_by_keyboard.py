"""A call from start to end with nothing but the keyboard, in a real browser: what it costs in keys and seconds.

Every press counts as one, a chord too; so do the letters that choose a topic. What is typed while the caller speaks, notes
and the personal number, belongs to the talk.
"""

import time

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from tests.browser import sign_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "case_register"])

MOST_KEYS = 12
NUMBER = "850709-9805"  # an official test number, of the invented register
HER_HANDLER = "Hedda Handfiktig"


class Hand:
    """Presses keys, counts them, and takes the time since the caller has rung off."""

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

    def count_anew(self) -> None:
        self.keys, self.since = 0, time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.since


@pytest.fixture
def hand(page: Page, live_server) -> Hand:
    """An agent of the sample city at the desk."""
    call_command("sample_city", verbosity=0)
    sign_in(page, live_server.url, User.objects.get(email="agent@example.org"))
    page.goto(live_server.url + reverse("desk"))
    return Hand(page)


def begin_call(hand: Hand) -> Contact:
    hand.press("1")
    hand.page.wait_for_url("**/desk/contacts/*/")
    expect(hand.page.locator("[name=q1-note]")).to_be_focused()
    return Contact.objects.get(pk=hand.page.url.rstrip("/").rpartition("/")[2])


def test_a_standard_call_is_registered_in_a_few_keys(hand, record_property):
    contact = begin_call(hand)
    hand.say("Undrar vad normen är för två vuxna.")

    hand.count_anew()
    hand.press("Alt+t", *"nor", "Alt+Shift+1", "Control+Enter")
    hand.page.wait_for_url("**" + reverse("desk"))
    seconds = hand.seconds

    contact.refresh_from_db()
    question = contact.questions.get()
    assert (question.topic.code, question.outcome.code) == ("income-support-norm", "answered")
    assert not contact.is_open
    record_property("keys", hand.keys)
    assert hand.keys == 6
    assert seconds < 10


def test_two_questions_and_a_look_up_without_a_mouse(hand, record_property):
    page = hand.page
    contact = begin_call(hand)
    keys_to_begin = hand.keys

    hand.say("Vad är normen för två vuxna?")
    hand.press("Alt+h")
    expect(page.locator("[name=number]")).to_be_focused()
    hand.say(NUMBER)
    hand.press("Enter")
    expect(page.locator("#look-up .actions .button").first).to_be_focused()
    hand.press("Enter")
    expect(page.locator("[name=purpose]").first).to_be_focused()
    hand.press("Enter")
    expect(page.locator("#look-up")).to_contain_text(HER_HANDLER)
    keys_to_look_up = hand.keys - keys_to_begin

    hand.count_anew()
    hand.press("Alt+t", *"nor", "Alt+Shift+1", "Control+Shift+Enter")
    expect(page.locator("[name=q2-note]")).to_be_focused()
    hand.press("Alt+t", *"mit", "Alt+Shift+1", "Control+Enter")
    page.wait_for_url("**" + reverse("desk"))

    contact.refresh_from_db()
    assert [
        (question.topic.code, question.outcome.code) for question in contact.questions.all()
    ] == [("income-support-norm", "answered"), ("income-support-own-case", "answered")]
    assert contact.look_ups.get().outcome == "found"
    assert AuditEvent.objects.filter(action="person.looked_up").count() == 1
    for name, keys in {
        "begin": keys_to_begin,
        "look up": keys_to_look_up,
        "register": hand.keys,
    }.items():
        record_property(f"keys to {name}", keys)
    assert (keys_to_begin, keys_to_look_up) == (1, 4)
    assert hand.keys <= MOST_KEYS
