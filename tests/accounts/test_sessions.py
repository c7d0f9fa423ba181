from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from contactcenter.accounts import people
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MONDAY_NINE = "2026-11-23T09:00:00+01:00"
PROFILE = "/accounts/profile/"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(MONDAY_NINE, tick=False)
    return time_machine


def is_signed_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


@pytest.mark.parametrize(("minutes", "still_in"), [(14, True), (15, False)])
def test_fifteen_idle_minutes_end_the_session(client, person, sign_in, clock, minutes, still_in):
    sign_in(person.email)
    clock.shift(timedelta(minutes=minutes))

    assert is_signed_in(client) is still_in


def test_activity_keeps_the_session(client, person, sign_in, clock):
    sign_in(person.email)
    for _ in range(6):
        clock.shift(timedelta(minutes=10))
        assert is_signed_in(client)


def test_polls_do_not_keep_the_session(client, person, sign_in, clock):
    sign_in(person.email)
    for _ in range(14):
        clock.shift(timedelta(minutes=1))
        assert client.get(PROFILE, headers={"Poll": "1"}).status_code == 200

    clock.shift(timedelta(minutes=1))

    assert not is_signed_in(client)


def test_answering_the_warning_keeps_the_session(client, person, sign_in, clock):
    sign_in(person.email)
    clock.shift(timedelta(minutes=14))

    answer = client.post(reverse("accounts:keep-alive"))

    assert answer.status_code == 204
    clock.shift(timedelta(minutes=14))
    assert is_signed_in(client)


def test_ten_hours_end_the_session_however_busy(client, person, sign_in, clock):
    sign_in(person.email)
    for _ in range(59):
        clock.shift(timedelta(minutes=10))
        assert is_signed_in(client)

    clock.shift(timedelta(minutes=10))

    assert not is_signed_in(client)


def test_signing_in_again_starts_ten_new_hours(client, person, sign_in, clock):
    sign_in(person.email)
    clock.shift(timedelta(hours=9))
    sign_in(person.email)
    clock.shift(timedelta(minutes=14))

    assert is_signed_in(client)


def test_after_the_end_one_is_told_why_and_led_back(client, person, sign_in, clock):
    sign_in(person.email)
    clock.shift(timedelta(minutes=20))

    response = client.get("/accounts/profile/?tab=2")

    assert (
        response.headers["Location"]
        == f"{reverse('account_login')}?next=/accounts/profile/%3Ftab%3D2"
    )
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["info"]


def test_a_fragment_never_becomes_a_sign_in_form(client, person, sign_in, clock):
    sign_in(person.email)
    clock.shift(timedelta(minutes=20))

    response = client.get(
        PROFILE,
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=eva"},
    )

    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == f"{reverse('account_login')}?next=/people/%3Fq%3Deva"
    assert response.content == b""


def test_a_posted_form_leads_back_to_its_page_not_to_where_it_was_posted(client):
    response = client.post(
        reverse("accounts:keep-alive"), headers={"Referer": "http://testserver/people/7/"}
    )

    assert response.headers["Location"] == f"{reverse('account_login')}?next=/people/7/"


@pytest.mark.parametrize("elsewhere", ["https://example.com/trap/", "", "//example.com/"])
def test_a_page_elsewhere_is_not_led_back_to(client, elsewhere):
    response = client.post(reverse("accounts:keep-alive"), headers={"Referer": elsewhere})

    assert response.headers["Location"] == f"{reverse('account_login')}?next=/desk/"


def test_a_disabled_person_is_out_at_the_next_request(client, person, sign_in):
    sign_in(person.email)
    administrators = UserFactory.create_batch(2, roles=["administrator"])

    people.disable(person, reason="left", by=administrators[0], at=person.created_at)
    assert not is_signed_in(client)

    people.enable(person, by=administrators[0], at=person.created_at)
    assert not is_signed_in(client)  # the old session does not come back to life


def test_an_administrator_ends_somebodys_sessions(client, person, sign_in):
    sign_in(person.email)

    people.end_sessions(person, by=UserFactory(), at=person.created_at)

    assert not is_signed_in(client)


def test_a_new_sign_in_ends_the_older_one_outside_the_sample_city(
    person, sign_in, client, settings
):
    settings.ONE_SESSION_PER_PERSON = True
    earlier = Client()
    earlier.force_login(person)

    sign_in(person.email)

    assert is_signed_in(client)
    assert not is_signed_in(earlier)


def test_in_the_sample_city_people_share_its_sign_ins(person, sign_in, client):
    earlier = Client()
    earlier.force_login(person)

    sign_in(person.email)

    assert is_signed_in(client)
    assert is_signed_in(earlier)


def test_staff_pages_are_not_stored(client, person, sign_in):
    sign_in(person.email)

    assert "no-store" in client.get(PROFILE).headers["Cache-Control"]


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(client, person, sign_in, settings):
    sign_in(person.email)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["max-age"] == cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_activity_is_written_down_every_ten_seconds_at_most(
    client, person, sign_in, clock, django_assert_num_queries
):
    sign_in(person.email)
    client.get(PROFILE)

    clock.shift(timedelta(seconds=9))
    with django_assert_num_queries(2):  # the session, the person
        client.post(reverse("accounts:keep-alive"))
