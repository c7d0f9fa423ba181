from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from cases import figures, outcome_codes, retention
from cases.figures import Figures
from cases.models import Outcome
from contactcenter import retention as forgetting
from contactcenter.accounts.models import User
from tests.factories import MONDAY_NINE, ContactFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db

NOTHING = Figures(contacts=0, questions=0, measured=0, answered=0)


@pytest.fixture(autouse=True)
def outcomes() -> None:
    outcome_codes.load()


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"])


def close(agent: User, *codes: str, at: datetime = MONDAY_NINE, is_training: bool = False) -> None:
    contact = ContactFactory(
        agent=agent, opened_at=at, touched_at=at, closed_at=at, is_training=is_training
    )
    for number, code in enumerate(codes, start=1):
        QuestionFactory(contact=contact, number=number, outcome=Outcome.objects.get(code=code))


def test_contacts_and_questions_are_counted_for_the_agent_and_for_everybody(agent):
    close(agent, "answered", "handed_over")
    close(UserFactory(), "answered")

    today = figures.of_today(agent, at=MONDAY_NINE)

    assert today.own == Figures(contacts=1, questions=2, measured=2, answered=1)
    assert today.everybodys == Figures(contacts=2, questions=3, measured=3, answered=2)


@pytest.mark.parametrize(
    ("code", "measured", "answered"),
    [
        ("answered", 1, 1),
        ("appointment", 1, 1),
        ("handed_over", 1, 0),
        ("callback_booked", 1, 0),
        ("referred_in_writing", 1, 0),
        ("urgent", 0, 0),
        ("cut_off", 0, 0),
    ],
)
def test_what_counts_as_answered_and_what_is_left_out(agent, code, measured, answered):
    close(agent, code)

    own = figures.of_today(agent, at=MONDAY_NINE).own

    assert own == Figures(contacts=1, questions=1, measured=measured, answered=answered)


def test_training_and_open_contacts_count_nowhere(agent):
    close(agent, "answered", is_training=True)
    QuestionFactory(contact__agent=agent, outcome=Outcome.objects.get(code="answered"))

    assert figures.of_today(agent, at=MONDAY_NINE).everybodys == NOTHING


@pytest.mark.parametrize(
    ("closed_at", "counts"),
    [
        (datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC), 0),  # a second before midnight here
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), 0),
    ],
)
def test_the_day_is_the_citys(agent, closed_at, counts):
    close(agent, "answered", at=closed_at)

    assert figures.of_today(agent, at=MONDAY_NINE).own.contacts == counts


def test_the_day_on_which_clocks_are_put_back_has_25_hours(agent):
    begins = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    for hours in (0, 12, 24, 25):
        close(agent, "answered", at=begins + timedelta(hours=hours))

    assert figures.of_today(agent, at=begins).own.contacts == 3


@pytest.mark.parametrize(
    ("measured", "answered", "percent", "reaches_aim"),
    [(0, 0, None, True), (10, 7, 70, True), (1000, 699, 70, False), (3, 2, 67, False)],
)
def test_the_share_is_rounded_and_the_aim_is_not(measured, answered, percent, reaches_aim):
    shown = Figures(contacts=1, questions=measured, measured=measured, answered=answered)

    assert (shown.percent, shown.reaches_aim) == (percent, reaches_aim)


def test_the_definition_names_what_the_data_count():
    with override("en"):
        assert "“Answered” or “Appointment booked”" in figures.definition()
        assert "“Urgent route” or “Cut off”, and training" in figures.definition()

        Outcome.objects.filter(code="appointment").update(is_answer=False)

        assert "is “Answered”." in figures.definition()


def test_forgetting_changes_no_figure(agent):
    close(agent, "answered", "urgent")
    QuestionFactory(contact__closed_at=MONDAY_NINE, note="Something", number=3)
    before = figures.of_today(agent, at=MONDAY_NINE)

    for rule in retention.RULES:
        forgetting.forget(rule, at=MONDAY_NINE + timedelta(days=3650))

    assert figures.of_today(agent, at=MONDAY_NINE) == before


def test_counting_is_one_query_and_reads_the_day_by_its_index(agent):
    close(agent, "answered")

    with CaptureQueriesContext(connection) as queries:
        figures.of_today(agent, at=MONDAY_NINE)

    (query,) = queries.captured_queries
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + query["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "contact_closed" in plan


def test_the_desk_shows_the_figures_with_their_aim_and_definition(client):
    agent = UserFactory(roles=["agent"], language="en")
    close(agent, "answered", "handed_over", at=timezone.now())
    client.force_login(agent)

    page = client.get("/desk/").content.decode()

    assert "50 % answered at first contact." in page
    assert "The aim is 70 %." in page
    assert "Left out altogether" in page
