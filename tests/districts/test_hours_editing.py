from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from contactcenter.audit.models import AuditEvent
from districts import hours_editing, line_hours, lines
from districts.models import HoursChange, PhoneLine
from districts.phone_hours import ExceptionPeriod, Interval, Mode, PhoneHours, Season, Week
from tests.factories import PhoneLineFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLOSED = ((),) * 7
MORNINGS = ((Interval(510, 570),),) * 5 + ((), ())
ORDINARY = PhoneHours(weeks=(Week(date(2026, 1, 1), MORNINGS),))
LAYERED = PhoneHours(
    weeks=(Week(date(2026, 1, 1), (None, *MORNINGS[1:])),),
    seasons=(Season("Summer", (5, 1), (8, 31), CLOSED),),
    exceptions=(ExceptionPeriod(date(2026, 12, 1), date(2026, 12, 2), (), "We are moving"),),
)


def save(line, hours, *, revision=0, by=None):
    return hours_editing.save(line, hours, revision=revision, by=by or UserFactory(), at=NOW)


@pytest.mark.django_db
def test_saved_hours_are_those_that_are_read():
    line = PhoneLineFactory(follows_holidays=False)

    save(line, LAYERED)

    assert line_hours.of(line, at=NOW) == LAYERED


@pytest.mark.django_db
def test_a_change_keeps_what_was_before_and_who_made_it():
    line, editor = PhoneLineFactory(), UserFactory()
    save(line, ORDINARY, by=editor)

    change = save(line, LAYERED, revision=1, by=editor)

    assert (change.revision, change.changed_by, change.changed_at) == (2, editor, NOW)
    assert line_hours.from_snapshot(change.before) == ORDINARY
    assert line_hours.from_snapshot(change.after) == LAYERED


@pytest.mark.django_db
def test_a_change_is_recorded_with_it():
    line, editor = PhoneLineFactory(), UserFactory()

    save(line, ORDINARY, by=editor)

    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.unit) == ("hours.changed", str(editor), str(line.unit))
    assert (event.subject_kind, event.subject_id) == ("districts.phoneline", str(line.pk))


@pytest.mark.django_db
def test_a_page_that_is_out_of_date_overwrites_nothing():
    line = PhoneLineFactory(follows_holidays=False)
    save(line, ORDINARY)

    with pytest.raises(lines.Outdated):
        save(line, LAYERED, revision=0)

    assert line_hours.of(line, at=NOW) == ORDINARY
    assert HoursChange.objects.count() == AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_undoing_is_a_change_of_its_own_which_can_be_undone():
    line, editor = PhoneLineFactory(follows_holidays=False), UserFactory()
    save(line, ORDINARY)
    change = save(line, LAYERED, revision=1)

    undone = hours_editing.undo(change, revision=2, by=editor, at=NOW)

    assert line_hours.of(line, at=NOW) == ORDINARY
    assert undone.revision == 3
    hours_editing.undo(undone, revision=3, by=editor, at=NOW)
    assert line_hours.of(line, at=NOW) == LAYERED


@pytest.mark.django_db
def test_undoing_against_an_older_revision_is_refused():
    line = PhoneLineFactory()
    change = save(line, ORDINARY)
    save(line, LAYERED, revision=1)

    with pytest.raises(lines.Outdated):
        hours_editing.undo(change, revision=1, by=UserFactory(), at=NOW)


@pytest.mark.django_db
def test_how_a_line_is_answered_is_part_of_its_hours():
    line = PhoneLineFactory(mode=PhoneLine.Mode.NOT_PUBLISHED)

    save(line, PhoneHours(mode=Mode.ALWAYS))

    line.refresh_from_db()
    assert line.mode == PhoneLine.Mode.ALWAYS


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "overlapping",
    [
        PhoneHours(
            weeks=(Week(NOW.date(), ((Interval(480, 600), Interval(570, 660)), *CLOSED[1:])),)
        ),
        PhoneHours(
            weeks=(Week(NOW.date(), ((Interval(1320, 1560),), (Interval(60, 180),), *CLOSED[2:])),)
        ),
        PhoneHours(
            exceptions=(
                ExceptionPeriod(date(2026, 12, 1), date(2026, 12, 3), (), "We are moving"),
                ExceptionPeriod(date(2026, 12, 3), date(2026, 12, 4), (), "Staff day"),
            )
        ),
    ],
)
def test_the_database_refuses_hours_that_overlap_whoever_writes(overlapping):
    line = PhoneLineFactory(follows_holidays=False)

    with pytest.raises(IntegrityError):
        save(line, overlapping)

    line.refresh_from_db()
    assert (line.revision, line_hours.of(line, at=NOW)) == (0, PhoneHours())
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_the_same_moment_exactly_one_wins():
    for _round in range(10):
        line, editors = PhoneLineFactory(follows_holidays=False), [UserFactory(), UserFactory()]
        together = Barrier(2)

        def save_at_once(wished, editor, line=line, together=together):
            try:
                together.wait(timeout=10)
                return save(PhoneLine.objects.get(pk=line.pk), wished, by=editor)
            except lines.Outdated:
                return None
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            changes = list(pool.map(save_at_once, [ORDINARY, LAYERED], editors))

        (won,) = [change for change in changes if change]
        assert line_hours.from_snapshot(won.after) == line_hours.of(line, at=NOW)
        assert line.changes.count() == 1
