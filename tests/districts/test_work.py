from datetime import datetime

import pytest

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole, Role
from districts import work
from districts.models import HolidayDecision, PhoneLine, Unit
from districts.phone_hours import LOCAL
from tests.factories import MembershipFactory, PhoneLineFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

IN_OCTOBER = datetime(2026, 10, 12, 9, 0, tzinfo=LOCAL)  # only All Saints' Day within 60 days
ALL_SAINTS = "2026-10-31"


def of(user: User) -> list[work.Work]:
    return work.of(user, at=IN_OCTOBER, language="en")


@pytest.fixture
def unit() -> Unit:
    """A unit with a line that is always open and one whose number and hours are missing."""
    unit = UnitFactory()
    PhoneLineFactory(unit=unit, mode=PhoneLine.Mode.ALWAYS, follows_holidays=False)
    PhoneLineFactory(unit=unit, number="", dial="")
    return unit


def test_an_administrator_of_a_district_sees_what_waits_there(unit):
    PhoneLineFactory()  # another district's
    admin = MembershipFactory(unit=unit, role=DistrictRole.ADMIN).user

    [mine] = of(admin)

    assert mine.area.district == unit.district
    assert (mine.lines, mine.open_now, mine.faulty, mine.undecided) == (2, 1, 1, 1)
    assert mine.waits


def test_a_holiday_that_is_decided_waits_for_nobody(unit):
    admin = MembershipFactory(unit=unit, role=DistrictRole.ADMIN).user
    HolidayDecision.objects.create(
        district=unit.district,
        day=ALL_SAINTS,
        decision=HolidayDecision.Decision.CLOSED,
        decided_by=admin,
        decided_at=IN_OCTOBER,
    )

    assert [each.undecided for each in of(admin)] == [0]


def test_staff_see_their_district_and_nothing_waits_for_them(unit):
    [mine] = of(MembershipFactory(unit=unit, role=DistrictRole.STAFF).user)

    assert (mine.may_change, mine.waits, mine.lines) == (False, False, 2)


def test_administrators_of_the_house_look_after_the_citys_own_lines(unit):
    PhoneLineFactory(unit__district=None)

    [mine] = of(UserFactory(roles=[Role.ADMINISTRATOR]))

    assert (mine.area.district, mine.may_change, mine.lines) == (None, True, 1)


def test_an_agent_looks_after_no_district(unit):
    assert of(UserFactory(roles=[Role.AGENT])) == []


@pytest.mark.parametrize("count", [1, 3])
def test_three_districts_take_as_many_queries_as_one(count, django_assert_num_queries):
    person = UserFactory()
    for _number in range(count):
        unit = MembershipFactory(user=person, role=DistrictRole.ADMIN).unit
        PhoneLineFactory(unit=unit)

    with django_assert_num_queries(13):
        of(person)
