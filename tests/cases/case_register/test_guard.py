"""A register that is slow, dead or full never takes the desk along."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.cache import cache

from cases.case_register import ANSWER_SECONDS, RegisterAnswer, RegisterUnavailable, breaker
from cases.case_register.guard import Guarded
from contactcenter.personal_numbers import PersonalNumber
from tests.patience import until
from tests.platform.faults import cache_out_of_reach

NUMBER = PersonalNumber("201311122392")


class Register:
    """Counts who asks; answers, fails, or waits until it is let go."""

    def __init__(self) -> None:
        self.questions = 0
        self.is_well = True
        self.may_answer = Event()
        self.may_answer.set()

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        self.questions += 1
        self.may_answer.wait()
        if not self.is_well:
            raise RegisterUnavailable("Down for the night.")
        return RegisterAnswer()


@pytest.fixture
def register():
    register = Register()
    yield register
    register.may_answer.set()


def is_answered(register: Register) -> bool:
    try:
        Guarded(register).ask(NUMBER, surname="Ek")
    except RegisterUnavailable:
        return False
    return True


def break_down(register: Register) -> None:
    register.is_well = False
    for _failure in range(breaker.FAILURES_IN_A_ROW):
        assert not is_answered(register)


def test_after_failures_in_a_row_nobody_asks_for_a_while(register):
    break_down(register)
    register.is_well = True

    assert not is_answered(register)
    assert register.questions == breaker.FAILURES_IN_A_ROW


def test_answer_between_failures_begins_the_count_anew(register):
    for _time in range(breaker.FAILURES_IN_A_ROW):
        register.is_well = False
        assert not is_answered(register)
        register.is_well = True
        assert is_answered(register)


def test_after_the_pause_one_tries_for_all(register):
    break_down(register)
    cache.delete(breaker.PAUSE)

    with ThreadPoolExecutor(4) as agents:
        answered = list(agents.map(is_answered, [register] * 4))

    assert answered == [False] * 4
    assert register.questions == breaker.FAILURES_IN_A_ROW + 1


def test_register_that_is_well_again_is_asked_by_everybody(register):
    break_down(register)
    cache.delete(breaker.PAUSE)
    register.is_well = True

    assert is_answered(register)
    assert is_answered(register)


def test_pause_ends_by_itself(register, monkeypatch):
    monkeypatch.setattr(breaker, "PAUSE_SECONDS", 1)
    break_down(register)
    register.is_well = True

    until(lambda: is_answered(register))


def test_slow_register_holds_no_more_than_a_share_of_the_threads(register, settings):
    settings.CASE_REGISTER_AT_ONCE = 2
    register.may_answer.clear()

    def seconds(_agent: int) -> float:
        begins = time.monotonic()
        assert not is_answered(register)
        return time.monotonic() - begins

    with ThreadPoolExecutor(6) as agents:
        waited = sorted(agents.map(seconds, range(6)))

    at_once, as_long_as_anybody = ANSWER_SECONDS / 2, 2 * ANSWER_SECONDS
    assert [seconds < at_once for seconds in waited] == [True] * 4 + [False] * 2
    assert waited[-1] < as_long_as_anybody
    assert register.questions == 2


def test_places_that_were_held_are_free_once_the_register_lets_go(register, settings):
    settings.CASE_REGISTER_AT_ONCE = 1

    assert [is_answered(register) for _question in range(20)] == [True] * 20


def test_without_the_cache_everybody_asks(register):
    with cache_out_of_reach():
        assert is_answered(register)
        register.is_well = False
        assert not is_answered(register)


def test_log_says_why_and_nothing_about_anybody(register, caplog):
    register.is_well = False

    assert not is_answered(register)

    [line] = [record.getMessage() for record in caplog.records]
    assert line == "The case register did not answer. Down for the night."


def test_fault_of_our_own_is_not_hidden(register):
    register.ask = None

    with pytest.raises(TypeError):
        is_answered(register)
