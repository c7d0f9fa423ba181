from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cases import news
from cases.forms.news import NewsForm
from cases.models import NewsItem
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests import browser
from tests.factories import MONDAY_NINE, NewsItemFactory, UserFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FROM_THE_BANNER = {"HX-Request": "true", "HX-Target": "news-banner"}


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=[Role.AGENT], language="en", competences=["income support"])


@pytest.fixture
def lead() -> User:
    return UserFactory(roles=[Role.TEAM_LEAD], language="en", display_name="Karin")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown(person: User, route: str, *args: int, **query: str) -> str:
    response = signed_in(person).get(reverse(route, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def posted(**changes: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "kind": "news",
        "title": "New number",
        "body": "Ring it.",
        "starts_at": "2026-11-23T09:00",
    } | changes


def test_what_is_for_others_or_still_to_come_does_not_exist_for_a_reader(agent):
    for item in (
        NewsItemFactory(starts_at=timezone.now() + HOUR),
        NewsItemFactory(starts_at=timezone.now() - HOUR, competences=["elder care"]),
    ):
        response = signed_in(agent).get(reverse("news:item", args=[item.pk]))

        assert response.status_code == 404


def test_the_list_has_the_important_first_and_then_the_newest(agent):
    at = timezone.now()
    for title, hours, is_important in [
        ("Oldest", 3, False),
        ("Important", 2, True),
        ("Newest", 1, False),
    ]:
        NewsItemFactory(title=title, starts_at=at - hours * HOUR, is_important=is_important)

    listed = shown(agent, "news:list")
    sorted_by_day = shown(agent, "news:list", sort="starts_at")

    assert listed.index(">Important<") < listed.index(">Newest<") < listed.index(">Oldest<")
    assert sorted_by_day.index(">Oldest<") < sorted_by_day.index(">Newest<")


def test_what_has_ended_is_in_the_archive_only(agent):
    at = timezone.now()
    NewsItemFactory(title="Long ago", starts_at=at - 2 * HOUR, ends_at=at - HOUR)

    assert "Long ago" not in shown(agent, "news:list")
    assert "Long ago" in shown(agent, "news:list", state="past")


def test_the_list_finds_words_and_kinds(agent):
    at = timezone.now() - HOUR
    NewsItemFactory(title="Winter", body="Shoes and coats", starts_at=at)
    NewsItemFactory(title="Rent", body="Shoes too", starts_at=at, kind="instruction")

    assert ">Winter<" in shown(agent, "news:list", q="coat SHOES")
    assert ">Rent<" not in shown(agent, "news:list", q="coat SHOES")
    assert ">Winter<" not in shown(agent, "news:list", kind="instruction")
    assert "Nothing matches." in shown(agent, "news:list", q="%")


def test_coming_items_are_listed_for_writers_only(agent, lead):
    NewsItemFactory(title="Next week", starts_at=timezone.now() + HOUR)

    assert "Next week" in shown(lead, "news:list", state="coming")
    assert "Next week" not in shown(agent, "news:list", state="coming")


def test_saving_it_as_it_was_is_no_change(lead):
    item = NewsItemFactory(title="New number", body="Ring it.")
    address = reverse("news:change", args=[item.pk])

    signed_in(lead).post(address, posted(revision="0"))

    item.refresh_from_db()
    assert item.revision == 0
    assert not AuditEvent.objects.exists()


def test_the_banner_on_the_desk_goes_when_everything_is_read(agent):
    item = NewsItemFactory(title="Flood", is_important=True, starts_at=timezone.now() - HOUR)
    client = signed_in(agent)
    assert "Flood" in client.get("/desk/").content.decode()

    answer = client.post(
        reverse("news:mark-read", args=[item.pk]), {"revision": 0}, headers=FROM_THE_BANNER
    )

    assert "news-heading" not in answer.content.decode()
    assert "Flood" not in client.get("/desk/").content.decode()


def test_in_the_browser_news_are_read_without_leaving_the_desk(page, live_server, agent):
    NewsItemFactory(title="Flood", is_important=True, starts_at=timezone.now() - HOUR)
    browser.sign_in(page, live_server.url, agent)
    page.goto(f"{live_server.url}/desk/")

    page.get_by_text("Flood").press("Enter")
    page.get_by_role("button", name="I have read it").press("Enter")

    note = page.get_by_role("status").filter(has_text="It is noted that you have read “Flood”.")
    expect(note).to_be_focused()
    expect(page.get_by_text("Important, for you to read")).to_have_count(0)
    assert page.url == f"{live_server.url}/desk/"
    browser.axe(page)


def test_without_script_the_reader_comes_back_to_the_list(agent):
    item = NewsItemFactory(starts_at=timezone.now() - HOUR)
    client = signed_in(agent)

    answer = client.post(reverse("news:mark-read", args=[item.pk]), {"revision": 0}, follow=True)

    assert "It is noted that you have read" in answer.content.decode()
    assert "You have read it</span>" in answer.content.decode()


def test_writers_see_who_has_read_and_who_has_not(agent, lead):
    item = NewsItemFactory(starts_at=timezone.now() - HOUR, competences=["income support"])
    other = UserFactory(roles=[Role.AGENT], competences=["income support"])
    UserFactory(roles=[Role.AGENT], competences=["elder care"])
    UserFactory(roles=[Role.ANALYST], competences=["income support"])
    UserFactory(roles=[Role.AGENT], competences=["income support"], is_active=False)
    news.mark_read(item, revision=0, reader=agent, at=MONDAY_NINE)

    have_read, have_not = news.split_audience(item)
    assert (list(have_read), list(have_not)) == ([agent], [other])

    listed = shown(lead, "news:readers", item.pk)
    assert "1 of 2 have read it" in listed
    assert other.display_name in listed
    assert agent.display_name in shown(lead, "news:readers", item.pk, state="read")


def test_writing_twice_with_one_form_stores_once(lead):
    client = signed_in(lead)

    for _click in range(2):
        answer = client.post(reverse("news:create"), posted())

    assert answer.status_code == 302
    item = NewsItem.objects.get()
    assert (item.author, item.starts_at) == (lead, MONDAY_NINE)
    assert AuditEvent.objects.filter(action="news.published").count() == 1


def test_a_preview_stores_nothing(lead):
    answer = signed_in(lead).post(
        reverse("news:create"), posted(preview="1", body="See https://a.example")
    )

    assert '<a href="https://a.example"' in answer.content.decode()
    assert not NewsItem.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": ""}, "title"),
        ({"ends_at": "2026-11-23T09:00"}, "It must end after it starts."),
        ({"body": "Ring 19121212-1212"}, "There is a personal number in the text."),
        ({"starts_at": "9999-12-31T23:59"}, "Choose a moment in this century."),
        ({"competences": ["unheard of"]}, "unheard of"),
    ],
)
def test_a_form_with_a_fault_keeps_what_was_typed(lead, agent, changes, fault):
    answer = signed_in(lead).post(reverse("news:create"), posted(**changes))

    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert "New number" in answer.content.decode() or "title" in changes
    assert not NewsItem.objects.exists()


def test_competences_are_those_that_people_have(agent, lead):
    UserFactory(competences=["elder care", "income support"])

    choices = [value for value, _name in NewsForm().fields["competences"].choices]

    assert choices == ["elder care", "income support"]


def test_without_any_competence_there_is_nothing_to_choose(lead):
    assert "competences" not in NewsForm().fields


def test_of_two_who_change_the_same_item_the_second_is_shown_both(lead):
    item = NewsItemFactory(title="Opening hours", body="Until four.")
    client, address = signed_in(lead), reverse("news:change", args=[item.pk])
    first = posted(title="Opening hours", body="Until five.", revision="0")
    second = posted(title="Opening hours", body="Until six.", revision="0")
    client.post(address, first)

    answer = client.post(address, second)

    assert answer.status_code == 409
    assert "Until five." in answer.content.decode()
    assert "Until six." in answer.content.decode()
    item.refresh_from_db()
    assert (item.body, item.revision) == ("Until five.", 1)

    client.post(address, second | {"revision": "1"})
    item.refresh_from_db()
    assert (item.body, item.revision) == ("Until six.", 2)


def test_what_has_not_been_shown_is_taken_back(lead):
    item = NewsItemFactory(starts_at=timezone.now() + HOUR)
    client, address = signed_in(lead), reverse("news:end", args=[item.pk])

    assert "Nobody has seen it yet." in client.get(address).content.decode()
    client.post(address)

    assert not NewsItem.objects.exists()
    assert AuditEvent.objects.get().action == "news.withdrawn"


def test_the_search_box_finds_news_for_those_who_may_read_them(agent):
    NewsItemFactory(title="Winter", starts_at=timezone.now() - HOUR)

    assert ">Winter<" in shown(agent, "desk-search", q="winter")
    assert ">Winter<" not in shown(UserFactory(roles=[Role.AUDITOR]), "desk-search", q="winter")


def queries_of(client: Client, address: str) -> int:
    """Count the queries of a page, not those of the session's first request."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/desk/news/", "/desk/news/?state=past", "/desk/"])
def test_a_long_history_costs_no_more_queries(lead, address):
    client, at = signed_in(lead), timezone.now() - HOUR
    NewsItemFactory(author=lead, starts_at=at, is_important=True)
    NewsItemFactory(author=lead, starts_at=at, ends_at=at + HOUR / 2)
    before = queries_of(client, address)

    NewsItemFactory.create_batch(25, author=lead, starts_at=at, is_important=True)
    NewsItemFactory.create_batch(25, author=lead, starts_at=at, ends_at=at + HOUR / 2)

    assert queries_of(client, address) == before


def test_readers_cost_the_same_queries_for_many_people(lead):
    item, client = NewsItemFactory(), signed_in(lead)
    address = reverse("news:readers", args=[item.pk])
    before = queries_of(client, address)

    for person in UserFactory.create_batch(30, roles=[Role.AGENT]):
        news.mark_read(item, revision=0, reader=person, at=MONDAY_NINE)

    assert queries_of(client, address) == before
