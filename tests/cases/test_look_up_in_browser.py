from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cases import e_identification
from cases.models import Contact
from contactcenter.accounts.roles import Role
from tests.browser import axe, every_check, sign_in
from tests.cases.look_ups import EVERY_FIELD, WITH_TWO_DECISIONS, agreed
from tests.factories import ContactFactory, PhoneLineFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def contact() -> Contact:
    agreement = agreed(*EVERY_FIELD)
    unit = UnitFactory(slug="jarva-income-support", district=agreement.district)
    PhoneLineFactory(unit=unit)
    agent = UserFactory(roles=[Role.AGENT], language="en")
    return ContactFactory(agent=agent, is_training=True)


@pytest.fixture
def desk(page: Page, live_server, contact: Contact) -> Page:
    """The look-up as a page of its own, with a clock that the test turns."""
    sign_in(page, live_server.url, contact.agent)
    page.clock.install()
    page.goto(f"{live_server.url}/desk/contacts/{contact.pk}/look-up/")
    expect(page.get_by_label("Personal number or coordination number")).to_be_focused()
    return page


def step_through(desk: Page) -> Iterator[None]:
    """Type the number, then only press Enter: the focus goes where the hand goes on. Stops after each step."""
    desk.keyboard.type(WITH_TWO_DECISIONS.digits)
    for following in [
        desk.get_by_role("button", name="It is the person"),
        desk.get_by_label("The person asks who handles their case"),
        desk.get_by_role("heading", name="You may read this out"),
    ]:
        desk.keyboard.press("Enter")
        expect(following).to_be_focused()
        yield


def test_number_and_three_times_enter(desk):
    for _step in step_through(desk):
        axe(desk)

    expect(desk.get_by_text("Inga Inventeradsson")).to_be_visible()
    every_check(desk)


def test_a_fault_is_shown_beside_the_number(desk):
    desk.keyboard.type("850709-9814")
    desk.keyboard.press("Enter")

    expect(desk.locator(".field .errors")).to_contain_text("The last digit does not fit")
    expect(desk.get_by_label("Personal number or coordination number")).to_be_focused()
    axe(desk)


def test_after_two_minutes_the_information_closes_by_itself(desk):
    list(step_through(desk))
    told = desk.get_by_text("Inga Inventeradsson")

    desk.clock.run_for(110_000)
    expect(told).to_be_visible()
    desk.clock.run_for(15_000)

    expect(told).to_have_count(0)
    expect(desk.get_by_text("The information was closed")).to_be_visible()


def test_bankid_goes_on_by_itself(desk, monkeypatch):
    monkeypatch.setattr(e_identification.SimulatedPartner, "SECONDS", 0)
    desk.get_by_label("BankID on the phone").check()
    desk.get_by_label("Personal number or coordination number").fill(WITH_TWO_DECISIONS.digits)
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("open their BankID")).to_be_visible()
    axe(desk)

    desk.clock.run_for(3_000)

    expect(desk.get_by_label("The person asks who handles their case")).to_be_focused()
