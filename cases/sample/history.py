"""Made-up closed contacts of the past two years, as many as one likes: to see how pages and figures bear a history.

Those on the phone have their calls, and some their callbacks: telephony/sample/history.py.

They are drawn at random from a fixed seed: the same call on the same day makes the same contacts. No note is written, so
nothing in them is about anybody. Their codes begin with PR0V, the Swedish for "sample", and so are told from real ones,
of which none is made here. Rows go by COPY, some thousands in a transaction: breaking off leaves whole contacts, and the
next call goes on from there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.db import connection, transaction

from cases.models import Contact, Outcome
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.accounts.sample import PEOPLE
from contactcenter.codes import ALPHABET, LENGTH
from districts import holiday_calendar
from districts.models import District
from districts.phone_hours import LOCAL
from knowledge.models import Topic
from telephony.sample import history as telephony
from telephony.sample.history import Conversation, Links

MARK = "PR0V"
SEED = 20230101
DAYS = 730
IN_ONE_GO = 10_000

# How often each comes, in proportions. 73 % by phone, and the weekly numbers of elder care, guardians and disability, are
# the contact centre's own: Utredningen Kontaktcenter som en väg in, Stockholms stad 2023, 4.6. The rest is made up.
CHANNELS = {"phone": 73, "email": 15, "letter": 2, "visit": 1, "chat": 4, "web": 5}
LANGUAGES = {
    "sv": 720, "en": 90, "ar": 60, "so": 35, "fa": 20, "ti": 15, "es": 15, "pl": 12, "uk": 10,
    "ru": 8, "tr": 8, "fi": 5, "other": 2,
}  # fmt: skip
TOPICS = {
    "urgent": 8, "income-support": 620, "work-and-debts": 60, "individual-and-family": 120,
    "elder-care": 2200, "disability": 375, "guardians": 625, "city-wide": 60, "other": 400,
}  # fmt: skip
OUTCOMES = {
    "answered": 66, "appointment": 4, "handed_over": 12, "callback_booked": 9,
    "referred_in_writing": 7, "cut_off": 2,
}  # fmt: skip
QUESTIONS = {1: 78, 2: 17, 3: 5}
WEEKDAYS = (125, 110, 100, 98, 82, 0, 0)
HALF_HOURS = (70, 95, 120, 125, 120, 110, 95, 70, 60, 70, 95, 100, 90, 80, 70, 55)  # from 8 to 16
OPENS = time(8)
MONTH_OF_HOLIDAYS, QUIET = 7, 0.6
INTERPRETED = 0.3  # of conversations neither in Swedish nor in English
WITHOUT_DISTRICT = 0.08
URGENT = "urgent-"  # how the topics of urgent matters begin

COPY_CONTACTS = """COPY cases_contact (id, code, urgent, channel, language, interpreter, agent_id,
    opened_at, touched_at, closed_at, is_training, revision, call_id, callback_id) FROM STDIN"""
CHANNEL_AT = 3  # its place among those columns
COPY_QUESTIONS = """COPY cases_question (contact_id, number, topic_id, district_id, outcome_id, note)
    FROM STDIN"""


class Choice:
    """Something to draw from: values, some more often than others."""

    def __init__(self, weights: Mapping[Any, float]) -> None:
        self.values = list(weights)
        self.bounds = list(accumulate(weights.values()))

    def draw(self, random: Random) -> Any:
        return random.choices(self.values, cum_weights=self.bounds)[0]


CHANNEL, LANGUAGE, OUTCOME = Choice(CHANNELS), Choice(LANGUAGES), Choice(OUTCOMES)
HALF_HOUR, HOW_MANY = Choice(dict(enumerate(HALF_HOURS))), Choice(QUESTIONS)


@dataclass(frozen=True)
class City:
    """What the contacts are drawn from: days, topics as (id, code of its urgent matter), and the ids of the rest."""

    days: Choice
    topics: Choice
    outcomes: dict[str, int]
    districts: list[int]
    agents: list[int]


def count() -> int:
    return Contact.objects.filter(code__startswith=MARK).count()


def make(first: int, wanted: int, *, today: date) -> Iterator[int]:
    """Make the contacts from number `first` up to `wanted`; answer now and then how many there are."""
    city = the_city(today)
    for start in range(first, wanted, IN_ONE_GO):
        numbers = range(start, min(start + IN_ONE_GO, wanted))
        with transaction.atomic(), connection.cursor() as cursor:
            _write(cursor, numbers, city)
        yield numbers.stop


def the_city(today: date) -> City:
    people = User.objects.filter(email__in=PEOPLE, roles__contains=[Role.AGENT])
    return City(
        days=Choice({day: weight_of(day) for day in past_days(today)}),
        topics=Choice(_weights_of_topics()),
        outcomes=dict(Outcome.objects.values_list("code", "pk")),
        districts=list(District.objects.today().values_list("pk", flat=True)),
        agents=list(people.order_by("pk").values_list("pk", flat=True)),
    )


def _weights_of_topics() -> dict[tuple[int, str], float]:
    children = Topic.objects.filter(parent__code__in=TOPICS).values_list(
        "pk", "code", "parent__code"
    )
    siblings = Counter(parent for _pk, _code, parent in children)
    return {
        (pk, matter_of(code)): TOPICS[parent] / siblings[parent] for pk, code, parent in children
    }


def matter_of(topic: str) -> str:
    """Answer the urgent matter (cases/urgent.py) that the topic is about, if it is about one."""
    return topic.removeprefix(URGENT).replace("-", "_") if topic.startswith(URGENT) else ""


def past_days(today: date) -> list[date]:
    """Answer the days of the past two years on which somebody answered: no week-ends, no holidays."""
    years = range(today.year - 2, today.year + 1)
    suggested = (each for year in years for each in holiday_calendar.suggested(year, "sv"))
    closed = {each.day for each in suggested if each.waits_for_decision}
    days = (today - timedelta(days=ago) for ago in range(DAYS, 0, -1))
    return [day for day in days if WEEKDAYS[day.weekday()] and day not in closed]


def weight_of(day: date) -> float:
    return WEEKDAYS[day.weekday()] * (QUIET if day.month == MONTH_OF_HOLIDAYS else 1)


def code_of(number: int) -> str:
    """Answer the code of the contact with that number, written in the codes' own alphabet."""
    digits = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return MARK + digits.rjust(LENGTH - len(MARK), "0")


def _write(cursor: Any, numbers: range, city: City) -> None:
    """Write the contacts of these numbers, and their questions."""
    random = Random(f"{SEED} {numbers.start}")  # noqa: S311  (repeatable on purpose)
    contacts: list[tuple[Any, ...]] = []
    questions: list[tuple[Any, ...]] = []
    for pk, number in zip(_next_keys(cursor, len(numbers)), numbers, strict=True):
        topics = [city.topics.draw(random) for _ in range(HOW_MANY.draw(random))]
        urgent = next((matter for _topic, matter in topics if matter), "")
        contacts.append((pk, code_of(number), urgent, *_conversation(random, city)))
        questions += [
            (pk, place, topic, *_end_of_question(random, city, matter))
            for place, (topic, matter) in enumerate(topics, start=1)
        ]
    calls = telephony.write(cursor, [_told(row) for row in contacts if row[CHANNEL_AT] == "phone"])
    _copy(cursor, COPY_CONTACTS, [(*row, *_links(row, calls)) for row in contacts])
    _copy(cursor, COPY_QUESTIONS, questions)


def _told(contact: tuple[Any, ...]) -> Conversation:
    """Answer what a contact's columns tell of its call."""
    _pk, code, _urgent, _channel, language, _interpreter, agent, opened_at, _touched, closed_at = (
        contact[:10]
    )
    return Conversation(code, language, agent, opened_at, closed_at)


def _links(contact: tuple[Any, ...], calls: dict[str, Links]) -> tuple[int | None, int | None]:
    links = calls.get(contact[1])
    return (links.call, links.callback) if links else (None, None)


def _next_keys(cursor: Any, how_many: int) -> list[int]:
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence('cases_contact', 'id')) FROM generate_series(1, %s)",
        [how_many],
    )
    return [pk for (pk,) in cursor.fetchall()]


def _copy(cursor: Any, command: str, rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def _conversation(random: Random, city: City) -> tuple[Any, ...]:
    """Draw the columns of COPY_CONTACTS that do not depend on what was asked."""
    language = LANGUAGE.draw(random)
    opened_at = _opened(random, city.days.draw(random))
    closed_at = opened_at + timedelta(seconds=round(random.lognormvariate(5.6, 0.6)))
    return (
        CHANNEL.draw(random),
        language,
        language not in {"sv", "en"} and random.random() < INTERPRETED,
        random.choice(city.agents),
        opened_at,
        closed_at,
        closed_at,
        False,
        1,
    )


def _opened(random: Random, day: date) -> datetime:
    began = datetime.combine(day, OPENS, tzinfo=LOCAL)
    return began + timedelta(minutes=30 * HALF_HOUR.draw(random), seconds=random.randrange(1800))


def _end_of_question(random: Random, city: City, matter: str) -> tuple[int | None, int, str]:
    """Draw a question's district and outcome; whatever is urgent took the urgent route. No note."""
    district = None if random.random() < WITHOUT_DISTRICT else random.choice(city.districts)
    return district, city.outcomes["urgent" if matter else OUTCOME.draw(random)], ""
