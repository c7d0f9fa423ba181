import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole, Role
from districts.models import PhoneLine
from tests.browser import axe, every_check, sign_in
from tests.factories import ContactFactory, MembershipFactory, PhoneLineFactory, UserFactory

pytestmark = pytest.mark.django_db

FOR_HTMX = {"HX-Request": "true", "HX-Target": "found"}


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=[Role.AGENT], display_name="Alva Berg", language="en")


@pytest.fixture
def desk(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


def shown(client: Client, path: str = "/desk/", **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_desk_shows_who_answers_now_in_the_city_and_in_every_district(desk):
    PhoneLineFactory(unit__district=None, unit__name="Socialjouren", mode=PhoneLine.Mode.ALWAYS)
    PhoneLineFactory(unit__name="Mottagningen", mode=PhoneLine.Mode.NOT_PUBLISHED)

    page = shown(desk, "/desk/lines/")

    assert page.index("Socialjouren") < page.index("Open around the clock")
    assert page.index("Mottagningen") < page.index("We do not know the hours")


def test_a_number_that_is_missing_is_said_to_be_missing(desk):
    PhoneLineFactory(unit__district=None, number="", dial="")

    assert "The number is missing." in shown(desk, "/desk/lines/")


def test_who_does_not_answer_sees_the_lines_at_once_and_who_does_unfolds_them(desk):
    PhoneLineFactory(unit__name="Mottagningen")
    auditor = Client()
    auditor.force_login(UserFactory(roles=[Role.AUDITOR]))

    pages = shown(desk), shown(auditor), shown(desk, "/desk/lines/", **{"HX-Request": "true"})

    assert ["Mottagningen" in page for page in pages] == [False, True, True]
    assert "<html" not in pages[2]
    assert "Hello, Alva Berg" in pages[0]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (Role.AGENT, set()),
        (Role.AUDITOR, {"/audit/"}),
        (Role.ADMINISTRATOR, {"/people/", "/district/city/"}),
    ],
)
def test_the_desk_leads_only_where_the_person_may_go(client, role, places):
    client.force_login(UserFactory(roles=[role]))

    page = shown(client)

    assert {
        place for place in ("/audit/", "/people/", "/district/city/") if place in page
    } == places


def test_a_district_administrator_finds_what_waits(client):
    membership = MembershipFactory(role=DistrictRole.ADMIN, user__language="en")
    PhoneLineFactory(unit=membership.unit, number="", dial="")
    client.force_login(membership.user)

    page = shown(client)

    assert str(membership.unit.district) in page
    assert "1 line to see to" in page


def test_the_same_queries_however_much_there_is(desk, agent):
    shown(desk)  # the session's first page writes down when it began

    counts = []
    for more in (1, 30):
        for _number in range(more):
            PhoneLineFactory()
            PhoneLineFactory(unit__district=None)
            ContactFactory(agent=agent)
        with CaptureQueriesContext(connection) as queries:
            shown(desk)
        counts.append(len(queries))

    assert counts == [9, 9]


def test_searching_works_as_a_plain_page(desk):
    PhoneLineFactory(unit__name="Mottagningen")

    page = shown(desk, "/desk/search/?q=mottagningen")

    assert "1 hit for “mottagningen”" in page
    assert 'value="mottagningen"' in page


def test_while_typing_only_the_list_is_sent(desk):
    PhoneLineFactory(unit__name="Mottagningen")

    fragment = shown(desk, "/desk/search/?q=mottag", **FOR_HTMX)

    assert "<html" not in fragment
    assert "Mottagningen" in fragment


@pytest.mark.parametrize("query", ["", "%20%20"])
def test_nothing_asked_nothing_answered(desk, query):
    assert shown(desk, f"/desk/search/?q={query}", **FOR_HTMX).strip() == ""


def test_nothing_found_says_what_to_try(desk):
    assert "Try fewer words" in shown(desk, "/desk/search/?q=simskola")


def test_what_somebody_types_is_shown_as_text(desk):
    page = shown(desk, "/desk/search/?q=<script>alert(1)</script>")

    assert "<script>alert" not in page


@pytest.mark.django_db(transaction=True)
def test_the_desk_in_a_browser(page, live_server, agent):
    PhoneLineFactory(unit__name="Mottagningen")
    PhoneLineFactory(unit__district=None, unit__name="Socialjouren")
    sign_in(page, live_server.url, agent)

    page.goto(f"{live_server.url}/desk/")
    page.get_by_text("Who answers now").click()
    page.get_by_text("Mottagningen").wait_for()
    axe(page)
    every_check(page)
    page.fill("#search-everything", "mottag")
    page.get_by_text("1 hit for “mottag”").wait_for()
    axe(page)

    page.keyboard.press("Enter")
    assert page.url == f"{live_server.url}/desk/"
    assert page.locator("#found tbody tr").count() == 1
