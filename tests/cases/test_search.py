from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import NewsItem
from contactcenter.accounts.roles import Role
from tests.factories import (
    PhoneLineFactory,
    TopicFactory,
    UserFactory,
)

LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)

pytestmark = pytest.mark.django_db


FOR_HTMX = {"HX-Request": "true", "HX-Target": "palette-found"}


def desk_of(role: Role) -> Client:
    client = Client()
    client.force_login(UserFactory(roles=[role], language="en"))
    return client


def page_for(role: Role, query: str) -> str:
    return desk_of(role).get(reverse("desk-search"), {"q": query}).content.decode()


def publish(title: str) -> None:
    author = UserFactory()
    NewsItem.objects.create(title=title, body="…", starts_at=LONG_AGO, author=author)


@pytest.fixture
def hyra() -> None:
    """Something about rent in every room."""
    PhoneLineFactory(unit__name="Hyresrådgivningen")
    TopicFactory(name_sv="Hyra", name_en="Rent, hyra", is_urgent=True)
    publish("Ny blankett om hyra")


@pytest.mark.usefixtures("hyra")
def test_one_box_finds_lines_topics_and_news():
    page = page_for(Role.AGENT, "hyr")

    assert "3 hits" in page
    assert page.index("Hyresrådgivningen") < page.index("Rent, hyra") < page.index("Ny blankett")


@pytest.mark.usefixtures("hyra")
def test_news_are_for_those_who_may_read_them():
    page = page_for(Role.ANALYST, "hyr")

    assert "2 hits" in page
    assert "Ny blankett" not in page


@pytest.mark.parametrize("number", ["198507099805", "850709-9805", "Anna 19850709-9805 Järva"])
def test_nobody_is_searched_for_and_the_number_is_not_repeated(number):
    desk = desk_of(Role.AGENT)

    typing = desk.get(reverse("desk-search"), {"q": number}, headers=FOR_HTMX).content.decode()
    asked = desk.get(reverse("desk-search"), {"q": number}, follow=True)

    assert asked.redirect_chain == [(reverse("desk-search"), 302)]
    for page in (typing, asked.content.decode()):
        assert "Nobody is searched for here" in page
        assert "9805" not in page


def test_the_same_queries_however_much_there_is():
    client = desk_of(Role.AGENT)
    client.get(reverse("desk-search"))

    counts = []
    for more in (1, 30):
        for number in range(more):
            PhoneLineFactory(unit__name=f"Hyra {more} {number}")
            TopicFactory(name=f"Hyra {more} {number}")
            publish(f"Hyra {more} {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk-search"), {"q": "hyra"})
        counts.append(len(queries))

    assert counts[0] == counts[1]
