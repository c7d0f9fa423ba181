from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from contactcenter.audit.models import AuditEvent
from districts import closures, line_hours, phone_hours
from districts.models import PhoneLine
from tests.factories import PhoneLineFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


def close(line, *, until=NOW + AN_HOUR):
    return closures.close_now(line, until=until, reason="Fire alarm", by=UserFactory(), at=NOW)


def state(line, at):
    return phone_hours.open_at(line_hours.of(line, at=at), at).state


def test_a_line_is_closed_from_now_until_the_time_given():
    line = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS)

    close(line)

    assert [state(line, NOW + AN_HOUR * part) for part in (0, 0.99, 1)] == [
        "closed",
        "closed",
        "open",
    ]


def test_opened_again_the_line_follows_its_hours():
    line = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS)
    closure = close(line)

    closures.open_again(closure, by=UserFactory(), at=NOW + AN_HOUR / 2)

    assert state(line, NOW + AN_HOUR / 2) == "open"
    assert [event.action for event in AuditEvent.objects.order_by("pk")] == [
        "line.closed",
        "line.opened",
    ]


def test_closed_a_second_time_one_closure_runs():
    line = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS)
    close(line, until=NOW + AN_HOUR * 3)
    again = NOW + AN_HOUR
    closure = closures.close_now(
        line, until=NOW + AN_HOUR * 2, reason="Training", by=UserFactory(), at=again
    )

    assert phone_hours.open_at(line_hours.of(line, at=again), again).reason == "Training"
    closures.open_again(closure, by=UserFactory(), at=NOW + AN_HOUR * 1.5)
    assert state(line, NOW + AN_HOUR * 1.5) == "open"


def test_a_closure_ends_once():
    closure = close(PhoneLineFactory())
    closures.open_again(closure, by=UserFactory(), at=NOW + AN_HOUR / 2)

    with pytest.raises(closures.NotRunning):
        closures.open_again(closure, by=UserFactory(), at=NOW + AN_HOUR / 2)

    assert AuditEvent.objects.count() == 2


def test_a_closure_has_an_end_that_comes():
    with pytest.raises(IntegrityError):
        close(PhoneLineFactory(), until=NOW)


def test_closing_leaves_an_open_page_up_to_date():
    line = PhoneLineFactory()

    close(line)

    line.refresh_from_db()
    assert line.revision == 0
