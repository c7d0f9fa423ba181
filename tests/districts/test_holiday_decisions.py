from datetime import UTC, date, datetime

import pytest

from contactcenter.audit.models import AuditEvent
from districts import holiday_decisions
from districts.holiday_decisions import Choice
from districts.models import HolidayDecision
from tests.factories import DistrictFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
EVE = date(2026, 12, 24)
Decision = HolidayDecision.Decision


def decide(district, *choices, by=None):
    holiday_decisions.decide(district, choices, by=by or UserFactory(), at=NOW)


def undecided(district):
    days = holiday_decisions.undecided(district, today=TODAY, language="sv")
    return [each.day for each in days]


def test_days_within_60_days_wait_for_a_decision():
    assert undecided(DistrictFactory()) == [
        EVE,
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 6),
    ]


def test_a_decided_day_waits_no_longer_in_this_district_alone():
    here, there = DistrictFactory(), DistrictFactory()

    decide(here, Choice(EVE, Decision.AS_USUAL))

    assert EVE not in undecided(here)
    assert EVE in undecided(there)
    assert EVE in undecided(None)


@pytest.mark.parametrize("of_city", [True, False])
def test_a_later_decision_takes_the_place_of_the_earlier(of_city):
    district, editor = None if of_city else DistrictFactory(), UserFactory()
    decide(district, Choice(EVE, Decision.CLOSED))

    decide(district, Choice(EVE, Decision.CLOSES_EARLY, 720), by=editor)

    decision = HolidayDecision.objects.get()
    assert (decision.decision, decision.closes_minute) == (Decision.CLOSES_EARLY, 720)
    assert decision.decided_by == editor


def test_a_decision_is_recorded():
    district = DistrictFactory()

    decide(district, Choice(EVE, Decision.CLOSED))

    event = AuditEvent.objects.get()
    assert (event.action, event.subject_id) == ("holidays.decided", str(district.pk))
    assert event.details["days"] == {"2026-12-24": ["closed", None]}
