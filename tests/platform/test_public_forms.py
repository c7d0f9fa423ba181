"""A resident's form: from a page of ours, neither too fast nor too old, once, and never lost."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django import forms
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import translation

from contactcenter import public_forms, retention
from contactcenter.accounts.access import PUBLIC, permission_of, routes
from contactcenter.models import SpentToken
from contactcenter.public_forms import PublicForm
from tests.factories import MONDAY_NINE, ArticleTextFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
SENT = MONDAY_NINE + 30 * SECOND


class WishForm(PublicForm):
    name = "wish"
    wish = forms.CharField()


def sent(token: str, *, at: datetime = SENT, address: str = "192.0.2.1", **fields: str) -> WishForm:
    typed = {"wish": "A bench", "token": token, "website": ""} | fields
    return WishForm(RequestFactory(REMOTE_ADDR=address).post("/", typed), at=at)


def token(name: str = "wish") -> str:
    return public_forms.issue(name, at=MONDAY_NINE)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def faults_of(form: PublicForm) -> list[str]:
    return [str(error.code) for error in form.non_field_errors().as_data()]


def test_a_form_that_was_just_drawn_is_taken_once():
    drawn = WishForm(RequestFactory().get("/"), at=MONDAY_NINE)
    signed = drawn["token"].value()

    first, second = sent(signed), sent(signed, at=SENT + SECOND)

    assert first.is_valid()
    assert (second.is_valid(), faults_of(second)) == (False, ["used"])
    assert SpentToken.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_come_at_once_one_is_taken():
    signed, barrier, answers = token(), Barrier(2), []

    def send() -> None:
        barrier.wait()
        answers.append(sent(signed).is_valid())
        connection.close()

    threads = [Thread(target=send) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, True]


@pytest.mark.parametrize(
    ("after", "fault"),
    [
        (timedelta(seconds=2.9), "too_fast"),
        (timedelta(seconds=3), None),
        (timedelta(hours=24), None),
        (timedelta(hours=24, seconds=1), "stale"),
    ],
)
def test_it_is_taken_from_three_seconds_to_a_day(after, fault):
    form = sent(token(), at=MONDAY_NINE + after)

    assert form.is_valid() == (fault is None)
    assert faults_of(form) == ([fault] if fault else [])


def test_what_is_no_token_of_this_form_is_refused():
    for signed in ["", "no token", token("complaint"), token() + "x"]:
        assert faults_of(sent(signed)) == ["stale"]

    assert SpentToken.objects.count() == 0


@pytest.mark.parametrize("refused", [{"token": "stale"}, {"website": "https://example.org/"}])
def test_what_was_typed_comes_back_with_a_token_that_holds(refused):
    form = sent(**{"token": token()} | refused)

    assert not form.is_valid()

    assert form["wish"].value() == "A bench"
    assert not form["website"].value()
    assert sent(form["token"].value(), at=SENT + 5 * SECOND).is_valid()


def test_a_fault_in_a_field_costs_no_token():
    signed = token()

    assert not sent(signed, wish="").is_valid()

    assert sent(signed).is_valid()


def test_the_trap_is_seen_by_nobody():
    html = str(WishForm(RequestFactory().get("/"), at=MONDAY_NINE))

    assert '<div hidden><label for="id_website">Leave this field empty</label>' in html


def test_a_hundred_people_behind_one_address_get_through():
    assert all(sent(token()).is_valid() for _person in range(100))


def test_a_program_that_goes_on_is_stopped(monkeypatch):
    monkeypatch.setattr(public_forms, "MOST_FROM_ONE_ADDRESS", 3)
    taken = [sent(token()).is_valid() for _number in range(5)]

    late = sent(token())

    assert taken == [True, True, True, False, False]
    assert (late.is_valid(), late.status) == (False, 429)
    assert sent(token(), address="192.0.2.2").is_valid()
    assert sent(token(), at=SENT + public_forms.COUNTED_FOR).is_valid()


def test_of_two_hundred_posts_of_programs_one_is_taken():
    replayed = token()
    sent_by_programs = [
        *(sent(replayed) for _number in range(50)),
        *(sent("") for _number in range(50)),
        *(sent(token(), at=MONDAY_NINE + SECOND) for _number in range(50)),
        *(sent(token(), website="https://example.org/") for _number in range(50)),
    ]

    assert [form.is_valid() for form in sent_by_programs].count(True) == 1
    assert SpentToken.objects.count() == 1


def test_many_addresses_together_are_stopped_too(monkeypatch):
    monkeypatch.setattr(public_forms, "MOST_FROM_ALL", 3)

    taken = [sent(token(), address=f"192.0.2.{number}").is_valid() for number in range(5)]

    assert taken == [True, True, True, False, False]


def test_a_household_is_one_sender_and_nobody_can_be_told_from_the_table():
    for address in ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"]:
        sent(token(), address=address).is_valid()

    senders = list(SpentToken.objects.order_by("at").values_list("sender", flat=True))

    assert len(set(senders)) == 2
    assert not any("2001" in sender for sender in senders)


def test_spent_tokens_are_forgotten_after_a_day():
    sent(token()).is_valid()
    (rule,) = public_forms.RULES

    before = retention.forget(rule, at=SENT + timedelta(hours=23))
    after = retention.forget(rule, at=SENT + timedelta(hours=24))

    assert (before, after) == (0, 1)


def feedback_page(client: Client, **more: Any) -> tuple[str, Any]:
    address = f"/en/faq/{ArticleTextFactory().article.slug}/feedback/"
    return address, client.get(address, **more)


@time_machine.travel(MONDAY_NINE, tick=False)
def test_the_page_sets_no_cookie_and_is_kept_by_nobody(client):
    _address, response = feedback_page(client)

    assert response.cookies == {}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 422),
        ({"Origin": "http://testserver"}, 422),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({}, 403),
    ],
)
def test_it_is_taken_from_a_page_of_ours_only(headers, status):
    client = Client(enforce_csrf_checks=True)
    address, _response = feedback_page(client)

    assert client.post(address, headers=headers).status_code == status


def test_every_page_that_takes_a_post_without_djangos_cookie_says_what_proves_it():
    without = {
        pattern.name
        for path, pattern in routes(get_resolver())
        if getattr(pattern.callback, "csrf_exempt", False)
        and not getattr(pattern.callback, "is_public_form", False)
        and not path.startswith("api/")  # whose sessions check the token themselves
    }

    assert without == {
        "typed",  # a token in a header: cases/draft_tokens.py
        "call-event",  # a signature: telephony/signed_events.py
        "webhook",  # a token in the address: telephony/machine_views.py
        "message-report",  # a token in the address: contactcenter/messages/report_views.py
    }


def test_a_public_form_is_public():
    forms_of_residents = [
        pattern.callback
        for _path, pattern in routes(get_resolver())
        if getattr(pattern.callback, "is_public_form", False)
    ]

    assert forms_of_residents
    assert {permission_of(view) for view in forms_of_residents} == {PUBLIC}
