"""Month by month through three years: nothing over age is left, nothing younger is touched, no figure changes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, NamedTuple

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Model
from django.db.models.functions import TruncDate

from cases import figures
from cases.models import (
    Contact,
    Correction,
    GuideRun,
    IdentityCheck,
    LookUp,
    LookUpRelease,
    NewsRead,
    OtherVersion,
    Question,
    SafeContact,
)
from cases.retention import RULES
from contactcenter import purging, retention, schedule
from contactcenter.audit.models import AuditEvent
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    GuideVersionFactory,
    IdentityCheckFactory,
    LookUpAlertFactory,
    LookUpFactory,
    NewsItemFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOTE = "She asks about rent."
A_MONTH = timedelta(days=30)
MONTHS = [MONDAY_NINE + number * A_MONTH for number in range(-36, 1)]  # three years, oldest first
RULE = {rule.what: rule for rule in RULES}


class Kept(NamedTuple):
    """What a rule is about: its rows by age, and when the time of each began. Days as the house keeps them, written out."""

    days: int
    rows: Callable[[], Any]
    began: str


KEPT = {
    "notes": Kept(
        90,
        lambda: Question.objects.exclude(note="").exclude(contact__closed_at=None),
        "contact__closed_at",
    ),
    "notes, never closed": Kept(
        90,
        lambda: Question.objects.exclude(note="").filter(contact__closed_at=None),
        "contact__touched_at",
    ),
    "guide answers": Kept(
        90,
        lambda: GuideRun.objects.exclude(question__contact__closed_at=None),
        "question__contact__closed_at",
    ),
    "guide answers, never closed": Kept(
        90,
        lambda: GuideRun.objects.filter(question__contact__closed_at=None),
        "question__contact__touched_at",
    ),
    "safe contact": Kept(
        7, lambda: SafeContact.objects.exclude(contact__closed_at=None), "contact__closed_at"
    ),
    "safe contact, never closed": Kept(
        90, lambda: SafeContact.objects.filter(contact__closed_at=None), "contact__touched_at"
    ),
    "second versions": Kept(
        1, lambda: OtherVersion.objects.exclude(contact__closed_at=None), "contact__closed_at"
    ),
    "second versions, never closed": Kept(
        90, lambda: OtherVersion.objects.filter(contact__closed_at=None), "contact__touched_at"
    ),
    "look-ups": Kept(730, LookUp.objects.all, "at"),
    "identity checks": Kept(730, IdentityCheck.objects.all, "begun_at"),
    "releases from a limit": Kept(730, LookUpRelease.objects.all, "asked_at"),
    "corrections": Kept(730, Correction.objects.all, "at"),
    "read marks": Kept(365, NewsRead.objects.all, "item__ends_at"),
}


def fill(at: datetime) -> None:
    """One of everything that is kept, with its time beginning at the moment."""
    topic, outcome, guide = TopicFactory(), OutcomeFactory(), GuideVersionFactory()
    closed = ContactFactory(opened_at=at, touched_at=at, closed_at=at)
    left_open = ContactFactory(opened_at=at, touched_at=at)
    for contact in (closed, left_open):
        question = QuestionFactory(contact=contact, outcome=outcome, topic=topic, note=NOTE)
        question.guide_runs.create(
            guide=guide.slug, version=guide, answers="b", outcome="tonight", by=contact.agent, at=at
        )
        SafeContact.objects.create(contact=contact, purpose="call_back")
        OtherVersion.objects.create(
            contact=contact, question=question, field="note", value=NOTE, by=contact.agent, at=at
        )
    check = IdentityCheckFactory(contact=closed)
    LookUpAlertFactory(look_up=LookUpFactory(contact=closed, identity=check))
    LookUpRelease.objects.create(
        agent=closed.agent, span="hour", asked_at=at, decided_by=left_open.agent, decided_at=at
    )
    Correction.objects.create(contact=closed, by=closed.agent, at=at)
    item = NewsItemFactory(starts_at=at - timedelta(days=1), ends_at=at)
    NewsRead.objects.create(item=item, reader=closed.agent, revision=1, at=at)


def forget(at: datetime) -> dict[str, int]:
    return {rule.what: retention.forget(rule, at=at) for rule in RULES}


def counted() -> dict[str, Any]:
    """Every figure by day, topic and outcome, and today's as the desk shows them."""
    by_day = Question.objects.filter(contact__in=Contact.objects.counted()).values(
        "topic__code", "outcome__code", day=TruncDate("contact__closed_at")
    )
    return {
        "by day": list(by_day.annotate(count=Count("pk")).order_by("day", "topic", "outcome")),
        "today": figures.of_today(UserFactory(), at=MONDAY_NINE),
    }


def test_every_rule_is_tried_here():
    assert {rule.what: rule.days for rule in RULES} == {
        what: kept.days for what, kept in KEPT.items()
    }


def test_month_by_month_nothing_over_age_stays_and_nothing_younger_goes():
    for month in MONTHS:
        fill(month)
        before = {what: pks_by_age(kept, month) for what, kept in KEPT.items()}
        figures_before = counted()

        forget(month)

        for what, kept in KEPT.items():
            over_age, younger = pks_by_age(kept, month)
            assert (what, over_age) == (what, set())
            assert (what, younger) == (what, before[what][1])
        assert counted() == figures_before
    assert Contact.objects.count() == 2 * len(MONTHS)


def pks_by_age(kept: Kept, at: datetime) -> tuple[set[int], set[int]]:
    """Answer which rows are over age and which are younger, by our own reckoning."""
    limit = at - timedelta(days=kept.days)
    over_age: set[int] = set()
    younger: set[int] = set()
    for pk, began in kept.rows().annotate(began=F(kept.began)).values_list("pk", "began"):
        (over_age if began <= limit else younger).add(pk)
    return over_age, younger


@pytest.mark.parametrize("what", RULE)
def test_to_the_second(what):
    fill(MONDAY_NINE)
    over = MONDAY_NINE + timedelta(days=KEPT[what].days)

    too_early = retention.forget(RULE[what], at=over - timedelta(seconds=1))
    in_time = retention.forget(RULE[what], at=over)
    again = retention.forget(RULE[what], at=over)

    assert (too_early, in_time, again) == (0, 1, 0)


def test_a_check_stays_as_long_as_a_look_up_rests_on_it():
    check = IdentityCheckFactory()
    LookUpFactory(identity=check, at=check.begun_at + timedelta(minutes=9))
    over = check.begun_at + timedelta(days=730)

    assert retention.forget(RULE["identity checks"], at=over) == 0
    assert retention.forget(RULE["look-ups"], at=over + timedelta(minutes=9)) == 1
    assert retention.forget(RULE["identity checks"], at=over) == 1


def test_each_batch_is_written_in_the_log(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(3):
        QuestionFactory(contact=ContactFactory(closed_at=MONDAY_NINE), note=NOTE)

    retention.forget(RULE["notes"], at=MONDAY_NINE + timedelta(days=90))

    events = AuditEvent.objects.order_by("position")
    assert [(event.action, event.actor) for event in events] == [("retention.forgotten", "")] * 2
    assert [event.details for event in events] == [
        {"what": "notes", "rows": 2, "days": 90},
        {"what": "notes", "rows": 1, "days": 90},
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_somebody_is_changing_waits_for_the_next_run():
    question = QuestionFactory(contact=ContactFactory(closed_at=MONDAY_NINE), note=NOTE)
    over = MONDAY_NINE + timedelta(days=90)

    with transaction.atomic(using="owner"):
        Contact.objects.using("owner").select_for_update().get(pk=question.contact_id)
        meanwhile = retention.forget(RULE["notes"], at=over)

    assert meanwhile == 0
    assert retention.forget(RULE["notes"], at=over) == 1


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_lists_and_then_forgets():
    fill(MONDAY_NINE - timedelta(days=91))

    with time_machine.travel(MONDAY_NINE, tick=False):
        listed, forgotten, again = purge("--dry-run"), purge(), purge()

    notes = Question.objects.exclude(note="")
    assert "Notes, 90 days: 1 rows would be forgotten." in listed
    assert "Safe contact, 7 days: 1 rows would be forgotten." in listed
    assert "Look-ups, 730 days: 0 rows would be forgotten." in listed
    assert "Notes, 90 days: 1 rows forgotten." in forgotten
    assert "Notes, 90 days: 0 rows forgotten." in again
    assert not notes.exists()


def purge(*options: str) -> str:
    out = StringIO()
    call_command("purge", *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_changes_nothing():
    fill(MONDAY_NINE - timedelta(days=1000))
    rows = {model: model.objects.count() for model in forgotten_models()}

    counts = [rows for _rule, rows in purging.overdue(at=MONDAY_NINE)]

    assert sum(counts) == 13
    assert {model: model.objects.count() for model in forgotten_models()} == rows
    assert Question.objects.exclude(note="").count() == 2


def forgotten_models() -> list[type[Model]]:
    return [
        *(GuideRun, SafeContact, OtherVersion, LookUp, IdentityCheck, LookUpRelease),
        *(Correction, NewsRead),
    ]


def test_the_clock_forgets_once_a_day_from_midnight_on():
    question = QuestionFactory(contact=ContactFactory(closed_at=MONDAY_NINE), note=NOTE)
    over = MONDAY_NINE + timedelta(days=90)

    with time_machine.travel(over - timedelta(hours=1), tick=False) as clock:
        schedule.forget()
        clock.move_to(over)
        schedule.forget()
        question.refresh_from_db()
        same_day = question.note
        clock.move_to(over + timedelta(days=1))
        schedule.forget()

    question.refresh_from_db()
    assert (same_day, question.note) == (NOTE, "")
    assert cache.get(schedule.FORGETTING) is None
