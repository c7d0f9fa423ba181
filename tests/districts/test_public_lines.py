from datetime import date, datetime

import pytest
from django.utils import translation

from districts import public_lines
from districts.models import Interval, PhoneLine, Unit
from districts.phone_hours import LOCAL
from tests.factories import DistrictFactory, PhoneLineFactory, RegularWeekFactory, UnitFactory

pytestmark = pytest.mark.django_db

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def answered(line: PhoneLine, starts: int = 480, ends: int = 960) -> PhoneLine:
    """Let the line be answered from Monday to Friday, from eight to four."""
    week = RegularWeekFactory(line=line)
    Interval.objects.bulk_create(
        Interval(week=week, weekday=weekday, starts_minute=starts, ends_minute=ends)
        for weekday in range(5)
    )
    return line


def test_a_line_tells_whether_it_is_open_and_where_callers_go_after_that():
    night = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS, follows_holidays=False)
    duty = answered(PhoneLineFactory(outside_hours=night))
    line = answered(PhoneLineFactory(outside_hours=duty))

    [shown] = public_lines.show([line], at=MONDAY_NINE)

    assert (shown.state, shown.text, shown.is_open) == ("open", "Open now, closes 16:00", True)
    assert [after.line for after in shown.chain] == [duty, night]
    assert [after.text for after in shown.chain][1] == "Open around the clock"
    assert shown.outside_hours == duty


def test_a_line_that_is_not_public_is_left_out_of_the_chain():
    hidden = PhoneLineFactory(is_public=False)
    line = PhoneLineFactory(outside_hours=hidden)

    [shown] = public_lines.show([line], at=MONDAY_NINE)

    assert shown.chain == ()


def test_hours_that_nobody_published_are_not_known():
    [shown] = public_lines.show(
        [PhoneLineFactory(mode=PhoneLine.Mode.NOT_PUBLISHED)], at=MONDAY_NINE
    )

    assert (shown.is_open, shown.openings_of_the_day, shown.has_days) == (None, None, False)


def test_openings_of_the_day_are_moments():
    [shown] = public_lines.show([answered(PhoneLineFactory())], at=MONDAY_NINE)

    [opening] = shown.openings_of_the_day

    assert opening.starts_at == datetime(2026, 11, 23, 8, 0, tzinfo=LOCAL)
    assert opening.ends_at == datetime(2026, 11, 23, 16, 0, tzinfo=LOCAL)


def test_reception_is_asked_first_and_hidden_lines_and_closed_units_never():
    district = DistrictFactory()
    debts = UnitFactory(district=district, kind=Unit.Kind.DEBT_ADVICE, sort_key="a")
    reception = UnitFactory(district=district, kind=Unit.Kind.RECEPTION, sort_key="z")
    closed = UnitFactory(district=district, closed_on=date(2026, 11, 23))
    shown = [PhoneLineFactory(unit=unit) for unit in (debts, reception)]
    PhoneLineFactory(unit=closed)
    PhoneLineFactory(unit=reception, is_public=False)

    units = public_lines.of_area(district, at=MONDAY_NINE)

    assert [each.unit for each in units] == [reception, debts]
    assert [line.line for each in units for line in each.lines] == shown[::-1]
    assert public_lines.main_of_each([district], at=MONDAY_NINE)[district].line == shown[1]


def test_a_district_without_lines_has_no_main_line():
    district = DistrictFactory()

    assert public_lines.main_of_each([district], at=MONDAY_NINE) == {}


@pytest.mark.parametrize("count", [1, 30])
def test_lines_are_shown_in_the_same_number_of_queries_however_many(
    count, django_assert_num_queries
):
    night = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS)
    district = DistrictFactory()
    for _number in range(count):
        answered(PhoneLineFactory(unit__district=district, outside_hours=night))

    with django_assert_num_queries(10):
        units = public_lines.of_area(district, at=MONDAY_NINE)
        _texts = [(line.text, line.days, line.changes) for each in units for line in each.lines]

    assert len(units) == count
