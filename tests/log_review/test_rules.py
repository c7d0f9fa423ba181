"""Each rule finds what it is for, and lets the ordinary pass."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from cases.models import LookUpAlert
from contactcenter.audit import events
from contactcenter.log_review import rules
from contactcenter.log_review.models import Reason
from districts.models import HolidayDecision
from tests.factories import LookUpAlertFactory, UserFactory
from tests.log_review.month import MONDAY, OCTOBER, look_up, open_contact_centre

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = timedelta(minutes=30)


def reasons(*look_ups) -> list[list[Reason]]:
    found = rules.examine(OCTOBER, list(rules.look_ups_in(OCTOBER)))
    return [found.reasons.get(each.pk, []) for each in look_ups]


def test_ordinary_look_up_is_not_remarked_on():
    open_contact_centre()

    assert reasons(look_up()) == [[]]


@pytest.mark.parametrize("rule", LookUpAlert.Rule)
def test_what_was_noticed_at_once_is_picked(rule):
    open_contact_centre()
    alert = LookUpAlertFactory(look_up=look_up(), rule=rule)

    assert reasons(alert.look_up) == [[Reason(rule)]]


@pytest.mark.parametrize("minutes", [-11, 11, 30])
def test_look_up_with_nothing_else_within_ten_minutes_is_found(minutes):
    open_contact_centre()
    silent = look_up(touched_at=MONDAY + timedelta(minutes=minutes))

    assert reasons(silent) == [[Reason.NO_CONVERSATION]]


@pytest.mark.parametrize("minutes", [-10, -1, 0, 10])
def test_typing_within_ten_minutes_is_a_conversation(minutes):
    open_contact_centre()

    assert reasons(look_up(touched_at=MONDAY + timedelta(minutes=minutes))) == [[]]


@pytest.mark.parametrize(
    ("action", "minutes", "is_conversation"),
    [
        ("contact.started", -9, True),
        ("contact.closed", 10, True),
        ("contact.closed", 11, False),
        ("contact.read", 1, False),
        ("identity.confirmed", -1, False),
        ("person.answered", 0, False),
    ],
)
def test_acts_in_the_contact_are_a_conversation(action, minutes, is_conversation):
    open_contact_centre()
    found = look_up(touched_at=MONDAY - HALF_AN_HOUR)
    at = MONDAY + timedelta(minutes=minutes)
    events.record(found.agent, action, at=at, contact=found.contact_id)

    assert reasons(found) == [[] if is_conversation else [Reason.NO_CONVERSATION]]


def test_act_in_another_contact_is_no_conversation():
    open_contact_centre()
    silent = look_up(touched_at=MONDAY - HALF_AN_HOUR)
    events.record(silent.agent, "contact.started", at=MONDAY, contact=look_up().contact_id)

    assert reasons(silent) == [[Reason.NO_CONVERSATION]]


def test_silence_that_was_noticed_at_once_is_told_once():
    open_contact_centre()
    silent = look_up(touched_at=MONDAY - HALF_AN_HOUR)
    LookUpAlertFactory(look_up=silent, rule=LookUpAlert.Rule.NO_CONVERSATION)

    assert reasons(silent) == [[Reason.NO_CONVERSATION]]


@pytest.mark.parametrize(
    ("at", "is_outside"),
    [
        (datetime(2026, 10, 7, 6, 0, tzinfo=UTC), False),  # 08.00
        (datetime(2026, 10, 7, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 7, 14, 59, tzinfo=UTC), False),  # 16.59: the last callers are answered
        (datetime(2026, 10, 7, 15, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 7, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 10, 8, 0, tzinfo=UTC), True),  # a Saturday
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), False),  # 08.00, clocks have been set back
    ],
)
def test_nights_and_weekends_are_outside_the_phone_hours(at, is_outside):
    open_contact_centre()

    assert reasons(look_up(at)) == [[Reason.OUTSIDE_HOURS] if is_outside else []]


def test_day_on_which_the_contact_centre_was_closed_is_outside():
    open_contact_centre()
    by = UserFactory()
    HolidayDecision.objects.create(
        day=MONDAY.date(),
        decision=HolidayDecision.Decision.CLOSED,
        decided_by=by,
        decided_at=MONDAY,
    )

    assert reasons(look_up()) == [[Reason.OUTSIDE_HOURS]]


def test_without_known_hours_nobody_is_suspected_but_it_is_told():
    found = look_up()

    findings = rules.examine(OCTOBER, [found])

    assert findings.reasons == {}
    assert findings.hours_not_known == {found.pk}


@pytest.mark.parametrize(
    ("counts", "above"),
    [
        ({1: 91, 2: 30, 3: 30, 4: 30}, {1}),
        ({1: 90, 2: 30, 3: 30, 4: 30}, set()),
        ({1: 29, 2: 1, 3: 2}, set()),  # too few to speak of
        ({1: 30, 2: 1, 3: 2}, {1}),
        ({1: 500}, set()),  # no colleagues
    ],
)
def test_volume_is_measured_against_colleagues(counts, above):
    counts = Counter(counts)

    assert {agent for agent in counts if counts[agent] > rules.limit_for(agent, counts)} == above


def test_every_rule_of_the_desk_is_a_reason_here():
    assert set(LookUpAlert.Rule.values) <= set(Reason.values)
