"""Past contacts: found by time, topic, district, agent, channel, outcome or code; never by who rang.

The list goes page by page from where the last one ended, and counts nothing: it costs the same whatever lies behind it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from cases.models import Contact, Outcome, Question
from cases.models.contacts import ContactQuerySet
from contactcenter.accounts.models import User
from contactcenter.codes import ALPHABET, LENGTH, read_code
from districts.models import District
from knowledge.models import Topic

PAGE_SIZE = 50
LONGEST_SPAN = timedelta(days=92)  # of one search, which may have to look at every contact in it
PLACE = re.compile(r"(\d{1,17})\.(\d{1,18})")  # more digits fit neither a datetime nor a bigint
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class NotACode(Exception):
    """What was written cannot be a contact's code. The message says why and never repeats it."""


@dataclass(frozen=True)
class Sought:
    """Which closed contacts somebody wants to see. `start` and `end`: of a half-open span of time."""

    start: datetime
    end: datetime
    agent: User | None = None
    channel: str = ""
    topic: Topic | None = None  # with the topics under it
    district: District | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Place:
    """A place in the list, which is sorted by the time of closing: right behind this contact."""

    closed_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.closed_at - EPOCH) // MICROSECOND}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a place from an address; None where none stands there."""
        match = PLACE.fullmatch(text)
        return cls(EPOCH + int(match[1]) * MICROSECOND, int(match[2])) if match else None


@dataclass(frozen=True)
class Page:
    """A stretch of the list, newest first, and where the next one begins."""

    contacts: list[Contact]
    older: Place | None


def find(sought: Sought) -> ContactQuerySet:
    """Find what is sought. Topic, district and outcome are those of one and the same question."""
    span = Q(closed_at__gte=sought.start, closed_at__lt=sought.end)
    found = Contact.objects.filter(span)
    if sought.agent:
        found = found.of_agent(sought.agent)
    if sought.channel:
        found = found.filter(channel=sought.channel)
    asked = _of_question(sought)
    if asked:
        found = found.filter(Exists(Question.objects.filter(asked, contact=OuterRef("pk"))))
    return found


def page(found: ContactQuerySet, *, below: Place | None) -> Page:
    """Take one page, with all that the list shows, in as many queries for one contact as for fifty."""
    if below:
        not_above = Q(closed_at__lt=below.closed_at) | Q(pk__lt=below.pk)
        found = found.filter(not_above, closed_at__lte=below.closed_at)
    contacts = list(with_questions(found).order_by("-closed_at", "-pk")[: PAGE_SIZE + 1])
    shown = contacts[:PAGE_SIZE]
    last = shown[-1] if len(contacts) > PAGE_SIZE else None
    older = Place(last.closed_at, last.pk) if last and last.closed_at else None
    return Page(shown, older)


def with_questions(contacts: ContactQuerySet) -> ContactQuerySet:
    """Add the agent and the questions, without what is written there: not even by mistake is it shown."""
    questions = Question.objects.select_related("topic", "district", "outcome").defer("note")
    return contacts.select_related("agent").prefetch_related(Prefetch("questions", questions))


def by_code(text: str) -> Contact | None:
    """Find a contact, open or closed, by its code as somebody wrote or said it.

    Numbers are refused before anything is asked: every code has a letter, no phone number and no personal number has one.
    """
    code = read_code(text)
    if code.lstrip("+").isdecimal():
        raise NotACode(_("A code has letters. Contacts cannot be found by a person’s number."))
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise NotACode(_("A code has ten letters and figures."))
    return Contact.objects.filter(code=code).first()


def _of_question(sought: Sought) -> Q:
    asked = Q()
    if sought.topic:
        under = sought.topic.children.values_list("pk", flat=True)
        asked &= Q(topic__in=[sought.topic.pk, *under])  # by number: an index answers for each
    if sought.district:
        asked &= Q(district=sought.district)
    if sought.outcome:
        asked &= Q(outcome=sought.outcome)
    return asked
