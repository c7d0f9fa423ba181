"""Sessions end, pages are loaded again, browsers are killed and contacts move, while somebody types: no word is lost.

What has been on the screen for two seconds was sent at least once (static/js/desk.js sends after a second at most), so that
is what must stand somewhere afterwards: in the note, or beside it as another version. Most runs speak the browser's
protocol; some are a real browser. `make endurance` does a thousand, `make test` a tenth.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from random import Random

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page as Window

from cases import reassignment
from cases.models import Contact, OtherVersion
from contactcenter.accounts.models import User
from contactcenter.database import now
from tests.browser import sign_in
from tests.cases.typing import Page
from tests.endurance import scaled
from tests.factories import QuestionFactory, UserFactory

pytestmark = pytest.mark.endurance

SIMULATED, REAL = 960, 40
A_CONTACT_SEES = 10  # calamities
SAVED = re.compile(r" \d\d\.\d\d\.\d\d$")  # with the time


class Desk:
    """One contact, those who type in it, and every word of theirs that was on a screen for two seconds."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.people = [UserFactory(roles=["agent"]) for _ in range(2)]
        self.lead = UserFactory(roles=["team_lead"])
        at = now()
        self.contact = QuestionFactory(
            contact__agent=self.people[0], contact__opened_at=at, contact__touched_at=at
        ).contact
        self.words = count(1)
        self.seen: set[str] = set()
        self.pages = {person.pk: self.open(person) for person in self.people[:1]}

    def open(self, person: User) -> Page:
        """Open the page on a machine where nobody was signed in."""
        client = Client()
        client.force_login(person)
        return Page(client, self.contact)

    def page(self) -> Page:
        return self.pages[self.chance.choice(list(self.pages))]

    def type(self, page: Page) -> str:
        word = f"ord{next(self.words)}"
        page.type(f"{word} ")
        return word

    def type_and_save(self, page: Page) -> None:
        word = self.type(page)
        assert page.save().status_code in {200, 401}
        self.seen.add(word)

    def lost(self) -> set[str]:
        """Answer the words that stand nowhere."""
        notes = self.contact.questions.values_list("note", flat=True)
        beside = OtherVersion.objects.filter(contact=self.contact).values_list("value", flat=True)
        return self.seen - set(" ".join([*notes, *beside]).split())


def session_ends(desk: Desk, page: Page) -> None:
    """In the middle of a sentence; the page saves on, and after signing in one is back in it."""
    desk.type_and_save(page)
    Session.objects.filter(pk=page.client.session.session_key).delete()
    desk.type_and_save(page)
    page.client.force_login(User.objects.get(pk=owner_of(desk, page)))
    page.load()


def page_is_loaded_again(desk: Desk, page: Page) -> None:
    """The last word goes along as the page is left."""
    desk.seen.add(desk.type(page))
    page.send()
    page.load()


def browser_is_killed(desk: Desk, page: Page) -> None:
    """What was typed in its last moment is lost with it; everything before is there on another machine."""
    desk.type(page)
    pk = owner_of(desk, page)
    desk.pages[pk] = desk.open(User.objects.get(pk=pk))


def answer_is_lost(desk: Desk, page: Page) -> None:
    """The page cannot know whether its text arrived, and sends it again with what came after."""
    desk.seen.add(desk.type(page))
    page.send()
    desk.type_and_save(page)


def request_is_lost(desk: Desk, page: Page) -> None:
    """The text stays on the page until it has arrived."""
    desk.seen.add(desk.type(page))
    page.bases["q1-note"].append(page.notes["q1-note"])
    desk.type_and_save(page)


def contact_moves(desk: Desk, page: Page) -> None:
    """A colleague goes on in it, while the one who had it has not noticed yet."""
    contact = Contact.objects.select_related("agent").get(pk=desk.contact.pk)
    agent = next(person for person in desk.people if person != contact.agent)
    reassignment.reassign(contact, agent, by=desk.lead, at=now())
    desk.pages[agent.pk] = desk.open(agent)
    desk.type_and_save(desk.pages[agent.pk])
    desk.type_and_save(page)


def owner_of(desk: Desk, page: Page) -> int:
    return next(pk for pk, theirs in desk.pages.items() if theirs is page)


CALAMITIES: list[Callable[[Desk, Page], None]] = [
    session_ends,
    page_is_loaded_again,
    browser_is_killed,
    answer_is_lost,
    request_is_lost,
    contact_moves,
]


@pytest.mark.django_db
def test_no_word_is_lost_whatever_happens_while_it_is_typed():
    chance = Random(20261122)
    for number in range(scaled(SIMULATED)):
        if number % A_CONTACT_SEES == 0:
            desk = Desk(chance)
        calamity = CALAMITIES[number % len(CALAMITIES)]
        page = desk.page()
        desk.type_and_save(page)

        calamity(desk, page)

        assert desk.lost() == set(), (number, calamity.__name__)


KILLS: list[Callable[[Window], object]] = [
    lambda window: window.context.clear_cookies(),
    lambda window: window.reload(),
    lambda window: window.goto("chrome://crash"),
    lambda window: window.context.close(),
]


@pytest.mark.django_db(transaction=True)
def test_no_character_is_lost_in_a_real_browser(browser: Browser, live_server):
    agent = UserFactory(roles=["agent"])

    def window_on(contact: Contact) -> Window:
        window = browser.new_context().new_page()
        sign_in(window, live_server.url, agent)
        window.goto(live_server.url + reverse("contacts:contact", args=[contact.pk]))
        expect(window.locator("textarea").first).to_be_focused()
        return window

    for number in range(scaled(REAL)):
        at = now()
        contact = QuestionFactory(
            contact__agent=agent, contact__opened_at=at, contact__touched_at=at
        ).contact
        window = window_on(contact)
        text = f"Det här stod på skärmen i två sekunder, {number}. "
        state = window.locator("#save-state")
        before = state.inner_text()
        window.keyboard.insert_text(text)
        window.wait_for_timeout(2000)
        assert (
            state.inner_text() != before
        )  # it has been sent; a busy machine may be slow to answer
        expect(state).to_have_text(SAVED)
        window.keyboard.type("Och detta just nu")

        with suppress(BrowserError):  # a crash is one
            KILLS[number % len(KILLS)](window)

        after = window_on(contact)
        assert after.locator("textarea").first.input_value().startswith(text)
        window.context.close()
        after.context.close()
