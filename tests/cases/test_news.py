from datetime import timedelta

import pytest

from cases import news
from cases.models import NewsItem, NewsRead
from cases.templatetags.news import paragraphs
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests.factories import MONDAY_NINE, NewsItemFactory, UserFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FIELDS = {"kind": "news", "title": "New number", "body": "Ring it.", "starts_at": MONDAY_NINE}


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=[Role.AGENT], language="en", competences=["income support"])


@pytest.fixture
def lead() -> User:
    return UserFactory(roles=[Role.TEAM_LEAD], language="en", display_name="Karin")


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (-HOUR, None, "current"),
        (-HOUR, HOUR, "current"),
        (0 * HOUR, HOUR, "current"),
        (-2 * HOUR, 0 * HOUR, "past"),
        (HOUR, None, "coming"),
    ],
)
def test_an_item_is_shown_from_its_first_moment_until_just_before_its_last(starts, ends, state):
    item = NewsItemFactory(
        starts_at=MONDAY_NINE + starts, ends_at=None if ends is None else MONDAY_NINE + ends
    )

    found = {each for each in NewsItem.State if NewsItem.objects.in_state(each, at=MONDAY_NINE)}

    assert found == {state} == {item.state(MONDAY_NINE)}


def test_readers_see_what_is_for_everybody_or_for_a_competence_of_theirs(agent):
    for_all = NewsItemFactory()
    for_one = NewsItemFactory(competences=["elder care", "income support"])
    NewsItemFactory(competences=["elder care"])
    NewsItemFactory(starts_at=MONDAY_NINE + HOUR)

    assert set(NewsItem.objects.visible_to(agent, at=MONDAY_NINE)) == {for_all, for_one}


def test_text_is_text_and_only_https_addresses_are_links():
    drawn = paragraphs(
        "One <b>two</b>\n\nhttps://a.example/?q=1&b=2 http://b.example www.c.example d@e.example"
    )

    assert drawn == (
        "<p>One &lt;b&gt;two&lt;/b&gt;</p>\n\n"
        '<p><a href="https://a.example/?q=1&amp;b=2" rel="nofollow">https://a.example/?q=1&amp;b=2</a>'
        " http://b.example www.c.example d@e.example</p>"
    )


def test_important_news_are_unread_until_they_are_read_as_they_stand_now(agent, lead):
    item = NewsItemFactory(is_important=True)
    NewsItemFactory(is_important=False)
    NewsItemFactory(is_important=True, competences=["elder care"])
    assert list(news.unread_for(agent, at=MONDAY_NINE)) == [item]

    news.mark_read(item, revision=0, reader=agent, at=MONDAY_NINE)
    assert not news.unread_for(agent, at=MONDAY_NINE)

    news.change(
        item, revision=0, is_correction=False, by=lead, at=MONDAY_NINE, body="Another number."
    )
    assert list(news.unread_for(agent, at=MONDAY_NINE)) == [item]


def test_corrected_wording_is_not_to_be_read_again(agent, lead):
    item = NewsItemFactory(is_important=True)
    news.mark_read(item, revision=0, reader=agent, at=MONDAY_NINE)

    news.change(item, revision=0, is_correction=True, by=lead, at=MONDAY_NINE, body="Ring it!")

    assert not news.unread_for(agent, at=MONDAY_NINE)


def test_whoever_wrote_or_changed_it_has_read_it(agent, lead):
    item = news.publish(by=agent, at=MONDAY_NINE, **FIELDS, is_important=True)
    assert not news.unread_for(agent, at=MONDAY_NINE)

    news.change(item, revision=0, is_correction=False, by=lead, at=MONDAY_NINE, body="New")

    assert not news.unread_for(lead, at=MONDAY_NINE)
    assert list(news.unread_for(agent, at=MONDAY_NINE)) == [item]


def test_reading_twice_keeps_the_first_time(agent):
    item = NewsItemFactory()

    for minutes in (0, 5):
        at = MONDAY_NINE + timedelta(minutes=minutes)
        news.mark_read(item, revision=0, reader=agent, at=at)

    assert NewsRead.objects.get().at == MONDAY_NINE


def test_a_page_that_was_open_while_the_item_changed_marks_what_it_showed(agent, lead):
    item = NewsItemFactory(is_important=True)
    news.change(item, revision=0, is_correction=False, by=lead, at=MONDAY_NINE, body="New")
    item.refresh_from_db()

    news.mark_read(item, revision=0, reader=agent, at=MONDAY_NINE)
    assert news.unread_for(agent, at=MONDAY_NINE).exists()

    news.mark_read(item, revision=1, reader=agent, at=MONDAY_NINE)
    news.mark_read(item, revision=0, reader=agent, at=MONDAY_NINE)
    assert not news.unread_for(agent, at=MONDAY_NINE).exists()


def test_what_is_ended_moves_to_the_archive_once(lead):
    item = NewsItemFactory(starts_at=MONDAY_NINE - HOUR)

    news.end(item, by=lead, at=MONDAY_NINE)
    news.end(item, by=lead, at=MONDAY_NINE + HOUR)

    item.refresh_from_db()
    assert item.ends_at == MONDAY_NINE
    assert AuditEvent.objects.get().action == "news.ended"


def test_what_is_shown_by_now_is_not_taken_back(lead):
    item = NewsItemFactory(starts_at=MONDAY_NINE)

    news.withdraw(item, by=lead, at=MONDAY_NINE)

    assert NewsItem.objects.get() == item


def test_the_search_finds_what_holds_now_headings_first():
    in_text = NewsItemFactory(body="About the winter")
    in_heading = NewsItemFactory(title="Winter", starts_at=MONDAY_NINE - HOUR)
    NewsItemFactory(title="Winter past", starts_at=MONDAY_NINE - HOUR, ends_at=MONDAY_NINE)

    found = news.find("winter", at=MONDAY_NINE)

    assert (found.items, len(found)) == ([in_heading, in_text], 2)


@pytest.mark.parametrize("query", ["", " ", "\0", "%", "_", "x" * 5000, "winter\0spring"])
def test_odd_words_find_nothing(query):
    NewsItemFactory(title="Winter")

    assert len(news.find(query, at=MONDAY_NINE)) == 0


def test_no_more_words_are_looked_for_than_anybody_types():
    NewsItemFactory(title="Winter")

    assert len(news.find("winter " * 5000, at=MONDAY_NINE)) == 1
