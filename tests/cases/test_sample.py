"""What the sample city's desk begins with: contacts, news, and as much made-up history as one likes."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.models import Count, Q
from django.utils import timezone

from cases import figures, news, outcome_codes, reassignment
from cases.models import Contact, NewsItem, Question
from cases.sample import contacts, history
from cases.sample import news as sample_news
from cases.urgent import MATTERS_BY_CODE
from contactcenter.accounts.models import User
from contactcenter.accounts.sample import create_people
from districts import holiday_calendar, service_codes
from districts.phone_hours import LOCAL
from knowledge import topic_codes
from tests.factories import DistrictFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def city() -> None:
    """What the desk's rows stand on; the whole city is loaded in tests/test_sample_city.py."""
    service_codes.load()
    topic_codes.load()
    outcome_codes.load()
    create_people()
    for slug in ("jarva", "farsta"):
        DistrictFactory(slug=slug)


def made_up() -> list[tuple]:
    columns = ("code", "urgent", "language", "channel", "agent", "opened_at", "closed_at")
    asked = ("questions__topic__code", "questions__district__slug", "questions__outcome__code")
    found = Contact.objects.filter(code__startswith=history.MARK)
    return list(found.order_by("code", "questions__number").values_list(*columns, *asked))


def test_there_are_closed_contacts_training_and_one_that_was_left_open(city):
    at = timezone.now()

    assert contacts.load(at=at) == 10

    assert Contact.objects.counted().count() == 7
    assert Contact.objects.filter(is_training=True).count() == 2
    assert [contact.agent.email for contact in reassignment.orphaned(at=at)] == [
        "agent2@example.org"
    ]


def test_one_contact_was_closed_today(city):
    contacts.load(at=timezone.now())

    agent = User.objects.get(email="agent@example.org")

    assert figures.of_today(agent, at=timezone.now()).own.contacts == 1


@pytest.mark.parametrize("clock", ["00:05", "12:00", "23:59"])
def test_the_contact_of_today_is_of_today_whenever_the_city_is_loaded(city, clock):
    at = datetime.combine(TODAY, time.fromisoformat(clock), tzinfo=LOCAL)

    contacts.load(at=at)

    newest = Contact.objects.closed().latest("closed_at")
    assert newest.closed_at.astimezone(LOCAL).date() == TODAY
    assert newest.closed_at <= at


@pytest.mark.parametrize(
    ("count", "day"), [(0, TODAY), (1, date(2026, 11, 20)), (3, date(2026, 11, 18))]
)
def test_working_days_are_counted_back_over_the_week_end(count, day):
    assert contacts.working_day_before(TODAY, count) == day


def test_agents_have_news_to_read_each_by_their_competence(city):
    sample_news.load(at=timezone.now())

    unread = {
        email: len(news.unread_for(User.objects.get(email=email), at=timezone.now()))
        for email in ("agent@example.org", "agent2@example.org")
    }

    assert unread == {"agent@example.org": 2, "agent2@example.org": 1}


def test_there_are_news_of_every_state_whenever_the_city_is_loaded(city):
    for hour in (0, 12, 23):
        NewsItem.objects.all().delete()
        at = datetime(2026, 11, 23, hour, tzinfo=UTC)
        sample_news.load(at=at)

        assert Counter(item.state(at) for item in NewsItem.objects.all()) == {
            "current": 4,
            "past": 1,
            "coming": 1,
        }


def test_a_history_is_topped_up_and_says_how_far_it_has_come(city, monkeypatch):
    monkeypatch.setattr(history, "IN_ONE_GO", 20)
    assert list(history.make(0, 30, today=TODAY)) == [20, 30]
    first = made_up()

    assert list(history.make(history.count(), 40, today=TODAY)) == [40]

    assert history.count() == 40
    assert made_up()[: len(first)] == first


def test_the_same_call_makes_the_same_history(city):
    list(history.make(0, 50, today=TODAY))
    first = made_up()
    Contact.objects.filter(code__startswith=history.MARK).delete()

    list(history.make(0, 50, today=TODAY))

    assert made_up() == first


def test_a_history_is_spread_as_in_a_contact_centre(city):
    list(history.make(0, 2000, today=TODAY))

    made = Contact.objects.filter(code__startswith=history.MARK)
    opened = [contact.opened_at.astimezone(LOCAL) for contact in made]
    by_weekday = Counter(moment.weekday() for moment in opened)
    assert {moment.date() for moment in opened} <= set(history.past_days(TODAY))
    assert by_weekday[0] > by_weekday[4] > 0
    assert by_weekday[5] + by_weekday[6] == 0
    assert all(8 <= moment.hour < 16 for moment in opened)
    assert 0.69 < made.filter(channel="phone").count() / 2000 < 0.77
    counts = Question.objects.aggregate(
        all=Count("pk"),
        left_out=Count("pk", filter=Q(outcome__is_left_out=True)),
        answered=Count("pk", filter=Q(outcome__is_answer=True)),
    )
    assert 0.67 < counts["answered"] / (counts["all"] - counts["left_out"]) < 0.76


def test_a_history_tells_about_nobody(city):
    list(history.make(0, 200, today=TODAY))

    assert set(Question.objects.values_list("note", flat=True)) == {""}


def test_every_urgent_contact_of_a_history_took_the_urgent_route(city):
    list(history.make(0, 2000, today=TODAY))

    urgent = Question.objects.filter(topic__is_urgent=True)
    matters = Contact.objects.exclude(urgent="").values_list("urgent", flat=True)
    assert set(urgent.values_list("outcome__code", flat=True)) == {"urgent"}
    assert set(matters) <= set(MATTERS_BY_CODE)
    assert 0 < len(matters) < 30


def test_days_of_a_history_are_two_years_of_working_days_without_holidays():
    days = history.past_days(TODAY)

    red_days = {
        each.day for each in holiday_calendar.suggested(2025, "sv") if each.waits_for_decision
    }
    assert days[0] >= TODAY - timedelta(days=730)
    assert days[-1] < TODAY
    assert red_days.isdisjoint(days)
    assert 480 < len(days) < 510


def test_codes_of_a_history_are_told_from_real_ones():
    assert [history.code_of(number) for number in (0, 31, 32, 99_999)] == [
        "PR0V000000",
        "PR0V00000Z",
        "PR0V000010",
        "PR0V0031MZ",
    ]
