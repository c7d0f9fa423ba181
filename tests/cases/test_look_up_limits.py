from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from django.conf import settings as city
from django.db import connection

from cases import look_up_limits
from cases.look_up_limits import LimitReached
from cases.models import LookUp, LookUpRelease
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from tests.cases.look_ups import log, look_up, made_sure
from tests.factories import MONDAY_NINE, ContactFactory, UserFactory

pytestmark = pytest.mark.django_db

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=[Role.AGENT])


@pytest.fixture
def lead() -> User:
    return UserFactory(roles=[Role.TEAM_LEAD])


@pytest.fixture
def limits(settings):
    settings.LOOK_UPS_AN_HOUR, settings.LOOK_UPS_A_DAY = 3, 5


@pytest.fixture
def look(agent, limits) -> Callable[..., int]:
    """Look somebody up as often as asked, in a contact of its own; answer how often it went."""
    contact = ContactFactory(agent=agent)

    def look_up_times(times: int, *, at=MONDAY_NINE) -> int:
        who = made_sure(contact, at=at)
        for done in range(times):
            try:
                look_up(who, at=at)
            except LimitReached:
                return done
        return times

    return look_up_times


def waiting() -> LookUpRelease:
    return LookUpRelease.objects.get(decided_at=None)


def test_the_citys_limits():
    assert (city.LOOK_UPS_AN_HOUR, city.LOOK_UPS_A_DAY) == (30, 150)


def test_so_many_within_an_hour_and_no_more(look):
    assert look(4) == 3
    assert LookUp.objects.count() == 3
    assert [event.action for event in log()].count("person.looked_up") == 3


def test_a_team_lead_is_asked_once(look):
    look(4)
    look(4)

    assert waiting().span == "hour"
    assert [event.action for event in log("look_up.")] == ["look_up.release_asked"]


def test_an_hour_later_there_is_room_again(look):
    look(3)

    assert look(1, at=MONDAY_NINE + AN_HOUR - A_MINUTE) == 0
    assert look(1, at=MONDAY_NINE + AN_HOUR + A_MINUTE) == 1


def test_the_days_limit_lasts_until_midnight(look):
    look(3)
    look(3, at=MONDAY_NINE + 2 * AN_HOUR)
    later = MONDAY_NINE + 4 * AN_HOUR  # 13 o'clock

    assert look(1, at=later) == 0
    assert waiting().span == "day"
    assert look(1, at=MONDAY_NINE + 15 * AN_HOUR) == 1  # midnight in Stockholm


def test_released_the_agent_has_a_fresh_allowance(look, lead, settings):
    settings.LOOK_UPS_A_DAY = 100
    look(4)

    look_up_limits.release(waiting(), by=lead, at=MONDAY_NINE + A_MINUTE)

    assert look(4, at=MONDAY_NINE + 2 * A_MINUTE) == 3  # and then has to ask again
    assert waiting().asked_at == MONDAY_NINE + 2 * A_MINUTE


def test_refused_the_limit_stands_and_nobody_is_asked_again(look, lead):
    look(4)

    look_up_limits.refuse(waiting(), reason="Too many", by=lead, at=MONDAY_NINE + A_MINUTE)

    assert look(1, at=MONDAY_NINE + 2 * A_MINUTE) == 0
    assert not LookUpRelease.objects.filter(decided_at=None).exists()


def test_one_team_lead_decides(look, lead):
    look(4)
    asked = waiting()
    look_up_limits.release(asked, by=lead, at=MONDAY_NINE)

    with pytest.raises(look_up_limits.AlreadyDecided):
        look_up_limits.refuse(asked, reason="", by=UserFactory(), at=MONDAY_NINE)

    assert [event.action for event in log("look_up.")] == [
        "look_up.release_asked",
        "look_up.released",
    ]


def test_nobody_decides_about_themselves(look, agent):
    look(4)

    assert not look_up_limits.shown_to(agent).exists()


def test_each_agent_has_limits_of_their_own(look):
    look(3)
    other = ContactFactory()

    look_up(made_sure(other))

    assert LookUp.objects.filter(agent=other.agent).count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_look_ups_at_the_same_moment_are_no_more_than_the_limit(agent, limits):
    contact = ContactFactory(agent=agent)
    who = made_sure(contact)
    seconds = count()

    def try_once(_number: int) -> bool:
        try:
            look_up(who, at=MONDAY_NINE + timedelta(seconds=next(seconds)))
        except LimitReached:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as threads:
        went = list(threads.map(try_once, range(10)))

    assert went.count(True) == 3
    assert LookUp.objects.count() == 3
