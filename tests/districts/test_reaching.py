from datetime import UTC, date, datetime

import pytest

from districts import reaching
from districts.models import PhoneLine
from tests.factories import PhoneLineFactory, UnitFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_unit_is_reached_on_its_phone_lines_also_those_residents_do_not_see():
    unit = UnitFactory()
    inside = PhoneLineFactory(unit=unit, is_public=False, mode=PhoneLine.Mode.ALWAYS)
    PhoneLineFactory(unit=unit, channel=PhoneLine.Channel.CHAT)

    found = reaching.units([unit.slug], at=AT)[unit.slug]

    assert [(shown.line, shown.is_open) for shown in found.lines] == [(inside, True)]


def test_a_closed_unit_is_reached_where_its_work_went_in_the_end():
    last = UnitFactory()
    second = UnitFactory(closed_on=date(2026, 2, 1), successor=last)
    first = UnitFactory(closed_on=date(2026, 1, 1), successor=second)

    assert reaching.units([first.slug], at=AT)[first.slug].unit == last


def test_a_unit_that_nobody_knows_is_left_out():
    assert reaching.units(["nowhere"], at=AT) == {}


@pytest.mark.parametrize("count", [1, 5])
def test_the_same_queries_however_many_units_there_are(count, django_assert_max_num_queries):
    slugs = [PhoneLineFactory().unit.slug for _number in range(count)]

    with django_assert_max_num_queries(11):
        reaching.units(slugs, at=AT)
