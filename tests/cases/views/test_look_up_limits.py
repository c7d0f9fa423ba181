from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import LookUpAlert, LookUpRelease
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from tests.factories import ContactFactory, LookUpAlertFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/desk/look-up/limits/"
A_DAY = timedelta(days=1)


@pytest.fixture
def lead() -> User:
    return UserFactory(roles=[Role.TEAM_LEAD, Role.AGENT], language="en")


@pytest.fixture
def desk(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def asked(agent: User | None = None) -> LookUpRelease:
    agent = agent or UserFactory(display_name="Alva Berg")
    return LookUpRelease.objects.create(agent=agent, span="hour", asked_at=timezone.now())


def shown(desk: Client) -> str:
    response = desk.get(PAGE)
    assert response.status_code == 200
    return response.content.decode()


def test_a_team_lead_lets_an_agent_go_on(desk, lead):
    release = asked()

    desk.post(f"{PAGE}{release.pk}/release/")

    release.refresh_from_db()
    assert (release.is_released, release.decided_by) == (True, lead)
    assert "Released" in shown(desk)


def test_a_team_lead_refuses_with_a_reason(desk):
    release = asked()

    without = desk.post(f"{PAGE}{release.pk}/refuse/", {"reason": ""})
    desk.post(f"{PAGE}{release.pk}/refuse/", {"reason": "Let us talk first"})

    assert without.status_code == 422
    release.refresh_from_db()
    assert not release.is_released
    assert "Let us talk first" in shown(desk)


@pytest.mark.parametrize("act", ["release", "refuse"])
def test_who_comes_second_is_told_so(desk, act):
    release = asked()
    desk.post(f"{PAGE}{release.pk}/release/")

    second = desk.post(f"{PAGE}{release.pk}/{act}/", {"reason": "Too late"})

    assert second.status_code == 409


def test_nobody_sees_to_their_own_look_ups(desk, lead):
    release = asked(lead)
    alert = LookUpAlertFactory(look_up__contact=ContactFactory(agent=lead))

    page = shown(desk)

    assert "Nobody waits for a decision." in page
    assert "There are no alerts." in page
    assert desk.post(f"{PAGE}{release.pk}/release/").status_code == 404
    assert desk.post(f"/desk/look-up/alerts/{alert.pk}/see/").status_code == 404


def test_an_alert_that_was_looked_into_is_no_longer_open(desk, lead):
    alert = LookUpAlertFactory(rule=LookUpAlert.Rule.SEQUENCE, at=timezone.now())
    assert "Numbers in a row" in shown(desk)

    desk.post(f"/desk/look-up/alerts/{alert.pk}/see/")

    page = shown(desk)
    assert "There are no alerts." in page
    assert page.index("Seen to in the last thirty days") < page.index("Numbers in a row")


def test_an_alert_tells_nothing_about_the_resident(desk):
    alert = LookUpAlertFactory()

    page = shown(desk)

    assert alert.look_up.subject not in page
    assert alert.look_up.get_outcome_display() not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_however_many_there_are(desk, count, django_assert_num_queries):
    shown(desk)  # the session's first page writes down when it began
    for _number in range(count):
        asked()
        LookUpAlertFactory()
        LookUpAlertFactory(seen_by=UserFactory(), seen_at=timezone.now())

    with django_assert_num_queries(9):
        shown(desk)


@pytest.mark.parametrize("roles", [[Role.TEAM_LEAD], [Role.TEAM_LEAD, Role.AGENT]])
def test_the_desk_tells_team_leads_that_an_agent_waits(client, roles):
    client.force_login(UserFactory(roles=roles, language="en"))
    asked()

    assert "1 agent has come to the limit of look-ups" in client.get("/desk/").content.decode()
