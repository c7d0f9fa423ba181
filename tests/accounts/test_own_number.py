import pytest

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit import pseudonyms
from contactcenter.audit.models import AuditEvent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/accounts/profile/own-number/"
NUMBER = "198507099805"  # an official test number


@pytest.fixture
def agent(client) -> User:
    person = UserFactory(roles=[Role.AGENT], language="en")
    client.force_login(person)
    return person


def test_only_a_pseudonym_is_kept(client, agent):
    client.post(ADDRESS, {"number": "850709-9805"})

    agent.refresh_from_db()
    assert agent.own_pseudonym == pseudonyms.of(NUMBER, year=2026).value
    event = AuditEvent.objects.of_kind("person.own_number_given").get()
    assert (event.subject_id, event.details) == (str(agent.pk), {})


def test_what_is_no_number_is_refused(client, agent):
    response = client.post(ADDRESS, {"number": "850709-9806"})

    agent.refresh_from_db()
    assert response.status_code == 422
    assert agent.own_pseudonym == ""


def test_the_profile_says_whether_it_was_given(client, agent):
    before = client.get("/accounts/profile/").content.decode()
    client.post(ADDRESS, {"number": NUMBER})
    after = client.get("/accounts/profile/").content.decode()

    assert "Not given yet" in before
    assert "Not given yet" not in after


def test_who_looks_nobody_up_is_not_asked(client):
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    assert client.get(ADDRESS).status_code == 403
