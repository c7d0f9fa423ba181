"""The urgent page: whom to ring, what to say, and one click that marks."""

import os
import subprocess
import sys
from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.models import Contact
from cases.urgent import MATTERS
from contactcenter.accounts.roles import DistrictRole, Role
from districts import line_hours
from districts.models import DutyPhoneGap, PhoneLine, Unit
from tests.browser import axe, every_check, sign_in
from tests.districts.facts import KONTAKTCENTER, SOCIALJOUREN, at
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    DistrictFactory,
    MembershipFactory,
    OutcomeFactory,
    PhoneLineFactory,
    QuestionFactory,
    UnitFactory,
    UserFactory,
)

PAGE, HTMX = "/desk/urgent/", {"HX-Request": "true"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def farsta():
    return DistrictFactory(slug="farsta", name="Farsta")


@pytest.fixture
def city(farsta):
    """Farsta's duty phone in the contact centre's hours; at other times Socialjouren."""
    centre = PhoneLineFactory(unit__district=None, unit__kind=Unit.Kind.CONTACT_CENTRE)
    line_hours.store(centre, KONTAKTCENTER)
    duty_phone = Unit.Kind.DUTY_PHONE
    PhoneLineFactory(
        unit=UnitFactory(district=farsta, kind=duty_phone, name="Farsta Duty Phone"),
        number="08-465 004 11",
        dial="+46846500411",
    )
    socialjouren = PhoneLineFactory(
        unit=UnitFactory(district=None, kind=Unit.Kind.EMERGENCY, name="Socialjouren"),
        follows_holidays=False,
        number="08-465 004 22",
        dial="+46846500422",
    )
    line_hours.store(socialjouren, SOCIALJOUREN)


@pytest.fixture
def agent():
    return UserFactory(roles=["agent"], language="en")


@pytest.fixture
def desk(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def contact(agent):
    return ContactFactory(agent=agent)


def page_at(desk: Client, moment: datetime, query: str = "?district=farsta") -> str:
    with time_machine.travel(moment, tick=False):
        return desk.get(PAGE + query).content.decode()


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("2026-10-14 16:29", "08-465 004 11"),  # Wednesday
        ("2026-10-14 16:31", "08-465 004 22"),
        ("2026-07-17 14:59", "08-465 004 11"),  # Friday in summer
        ("2026-07-17 15:01", "08-465 004 22"),
    ],
)
def test_the_phone_of_the_district_and_the_clock_is_one_click_away(desk, city, moment, number):
    html = page_at(desk, at(moment))

    assert (
        f'<a class="phone-number" href="tel:+46{number[1:].replace(" ", "").replace("-", "")}">'
        in html
    )
    assert html.count('class="phone-number"') == 1


@pytest.mark.parametrize("query", ["", "?district=not-known", "?district=nowhere"])
def test_without_a_district_socialjouren_is_shown(desk, city, query):
    assert "08-465 004 22" in page_at(desk, at("2026-10-14 10:00"), query)


def test_a_missing_number_of_socialjouren_is_said_plainly_and_112_first(desk, city):
    PhoneLine.objects.filter(unit__kind=Unit.Kind.EMERGENCY).update(number="", dial="")

    html = page_at(desk, at("2026-10-14 22:00"))

    assert html.index('href="tel:112"') < html.index("No number can be rung now.")
    assert "Socialjouren: The number is missing." in html


def test_a_district_without_a_duty_phone_shows_the_next_and_is_told(desk, city):
    DistrictFactory(slug="bromma")

    html = page_at(desk, at("2026-10-14 10:00"), "?district=bromma")

    assert "08-465 004 22" in html
    assert "There is no duty phone." in html
    assert DutyPhoneGap.objects.get().district.slug == "bromma"


@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.code)
def test_every_matter_has_a_page_with_its_steps_in_order(desk, matter):
    html = desk.get(f"{PAGE}?matter={matter.code}").content.decode()

    places = [html.index(f"<li>{sentence}</li>") for sentence in matter.say]
    assert places == sorted(places)


def test_the_steps_are_read_in_the_language_of_the_conversation(desk, contact):
    Contact.objects.filter(pk=contact.pk).update(language="sv")

    by_contact = desk.get(f"{PAGE}?contact={contact.pk}&matter=violence")
    chosen = desk.get(f"{PAGE}?contact={contact.pk}&matter=violence&language=en")

    assert (
        '<ol class="urgent-say" aria-labelledby="urgent-say" lang="sv"'
        in by_contact.content.decode()
    )
    assert (
        '<ol class="urgent-say" aria-labelledby="urgent-say" lang="en"' in chosen.content.decode()
    )


def test_the_questions_district_is_the_first_choice(desk, city, contact, farsta):
    QuestionFactory(contact=contact, district=farsta)

    response = desk.get(f"{PAGE}?contact={contact.pk}")

    assert response.context["place"].district == farsta


def test_who_goes_on_with_violence_is_shown_too(desk, city, farsta):
    PhoneLineFactory(
        unit=UnitFactory(district=farsta, kind=Unit.Kind.VIOLENCE_TEAM, name="The team")
    )

    response = desk.get(f"{PAGE}?district=farsta&matter=violence")

    assert [str(shown.line.unit) for shown in response.context["route"].afterwards] == ["The team"]


@pytest.mark.parametrize(
    "query",
    ["?contact=0", "?contact=x", f"?contact={10**30}", "?matter=x", "?district=%00", "?language=x"],
)
def test_nothing_odd_in_the_address_keeps_the_page_from_opening(desk, query):
    assert desk.get(PAGE + query).status_code == 200


def test_htmx_gets_what_stands_in_the_dialog(desk):
    html = desk.get(PAGE, headers=HTMX).content.decode()

    assert html.lstrip().startswith('<div id="urgent-panel"')


# Finding the district


def test_a_districts_name_settles_it(desk, city, farsta):
    response = desk.post(reverse("urgent:district") + "?matter=violence", {"q": "farsta"})

    place = response.context["place"]
    assert (place.district, place.matter.code) == (farsta, "violence")


def test_what_does_not_settle_it_is_offered_to_choose_from(desk, city, farsta):
    response = desk.post(reverse("urgent:district"), {"q": "Farstagatan 5"})

    assert response.context["place"].district is None
    assert "?district=farsta" in response.content.decode()


def test_no_district_found_is_said(desk, city):
    response = desk.post(reverse("urgent:district"), {"q": "Uppsala"})

    assert "No district found." in response.content.decode()


def test_nothing_typed_is_said(desk, city):
    assert desk.post(reverse("urgent:district"), {"q": ""}).status_code == 422


# The mark


def test_one_click_marks_the_contact(desk, contact, agent, farsta):
    outcome, question = OutcomeFactory(code="urgent"), QuestionFactory(contact=contact)

    response = desk.post(
        reverse("urgent:mark") + f"?contact={contact.pk}&matter=violence&district=farsta"
    )

    contact.refresh_from_db()
    question.refresh_from_db()
    assert contact.urgent == "violence"
    assert (question.outcome, question.district) == (outcome, farsta)
    shown = desk.get(response.url).content.decode()
    assert f"Contact {contact.code} is marked: Violence in close relations" in shown


def test_one_click_undoes_it(desk, contact):
    Contact.objects.filter(pk=contact.pk).update(urgent="violence")

    desk.post(reverse("urgent:unmark") + f"?contact={contact.pk}")

    contact.refresh_from_db()
    assert contact.urgent == ""


def test_one_click_starts_a_contact_where_there_is_none(desk, agent):
    response = desk.post(reverse("urgent:mark") + "?matter=child_calling")

    contact = Contact.objects.get()
    assert (contact.agent, contact.urgent) == (agent, "child_calling")
    assert f"contact={contact.pk}" in response.url


def test_it_can_be_marked_before_anybody_has_said_what_it_is(desk, contact):
    desk.post(reverse("urgent:mark") + f"?contact={contact.pk}")

    contact.refresh_from_db()
    assert contact.urgent == "not_said"


def test_a_closed_contact_is_not_marked_and_the_phone_is_there_all_the_same(desk, city, contact):
    Contact.objects.filter(pk=contact.pk).update(closed_at=MONDAY_NINE)

    response = desk.post(reverse("urgent:mark") + f"?contact={contact.pk}&matter=violence")

    assert response.status_code == 409
    assert "08-465 004 22" in response.content.decode()
    assert not Contact.objects.exclude(urgent="").exists()


def test_a_team_lead_sees_the_phones_and_marks_nothing(city, contact):
    client = Client()
    client.force_login(UserFactory(roles=[Role.TEAM_LEAD]))

    assert "08-465 004 22" in client.get(PAGE).content.decode()
    assert "/desk/urgent/mark/" not in client.get(f"{PAGE}?contact={contact.pk}").content.decode()
    assert client.post(reverse("urgent:mark")).status_code == 403


@pytest.mark.parametrize("role", DistrictRole)
def test_everybody_who_uses_the_desk_sees_the_button(role):
    client = Client()
    client.force_login(MembershipFactory(role=role).user)

    assert 'id="urgent-opener"' in client.get("/desk/").content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_as_many_queries_for_one_question_as_for_five(
    desk, city, contact, farsta, count, django_assert_max_num_queries
):
    for number in range(count):
        QuestionFactory(contact=contact, number=number + 1, district=farsta)

    with django_assert_max_num_queries(23):
        desk.get(f"{PAGE}?contact={contact.pk}&matter=violence")


# When everything else is down

ASK = """
import django
django.setup()
from django.test import Client
from django.conf import settings
from contactcenter.accounts.models import User
client = Client(headers={"host": "localhost"})
client.force_login(User.objects.get(roles=["agent"]))
shown = client.get("/desk/urgent/?district=farsta&matter=violence")
marked = client.post("/desk/urgent/mark/?district=farsta&matter=violence")
print(shown.status_code, "08-465 004" in shown.content.decode(), marked.status_code)
"""


@pytest.mark.django_db(transaction=True)
def test_cache_broker_and_register_may_be_down(city, agent):
    nowhere = "redis://127.0.0.1:1/0"
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
            "CACHE_URL": nowhere,
            "BROKER_URL": nowhere,
            "CASE_REGISTER_URL": "postgresql://nobody@127.0.0.1:1/nowhere",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert run.stdout.splitlines()[-1:] == ["200 True 302"], run.stderr


# In the browser


def test_it_opens_over_any_page_and_keeps_the_contact(
    page, live_server, transactional_db, agent, city
):
    contact = ContactFactory(agent=agent)
    OutcomeFactory(code="urgent")
    QuestionFactory(contact=contact)
    sign_in(page, live_server.url, agent)
    page.goto(live_server.url + reverse("contacts:contact", args=[contact.pk]))

    page.keyboard.press("Alt+u")
    page.get_by_role("link", name="Violence in close relations").click()
    page.get_by_role("heading", name="Violence in close relations").wait_for()
    page.get_by_role("link", name="Farsta").click()
    page.get_by_role("heading", name="Ring now: Farsta").wait_for()
    page.get_by_role("button", name="It is urgent").click()

    dialog = page.get_by_role("dialog", name="Urgent")
    dialog.get_by_text(f"Contact {contact.code} is marked").wait_for()
    assert page.url.endswith(reverse("contacts:contact", args=[contact.pk]))
    assert dialog.locator(".phone-number").count() == 1
    axe(page)
    contact.refresh_from_db()
    assert contact.urgent == "violence"


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_steps_can_be_read_and_reached_by_everybody(
    page, live_server, transactional_db, agent, city, language
):
    agent.language = language
    agent.save()
    sign_in(page, live_server.url, agent)

    page.goto(f"{live_server.url}{PAGE}?matter=violence&district=farsta")

    axe(page)
    every_check(page)
