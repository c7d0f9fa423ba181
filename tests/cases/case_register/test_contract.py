"""What docs/case_register.md promises, asked through both doors, while the register is well and while it is not."""

import logging
import time
from contextlib import contextmanager

import pytest
from django.utils import timezone

from cases.case_register import ANSWER_SECONDS, RegisterAnswer, RegisterUnavailable
from cases.case_register.invented import InventedRegister, people
from contactcenter.personal_numbers import PersonalNumber
from tests.cases.case_register import line
from tests.sample import OFFICIAL

pytestmark = pytest.mark.django_db(databases=["default", "case_register"])

PROTECTED = PersonalNumber("189912319812")
LINDGREN = PersonalNumber("199001012385")
OLD = PersonalNumber("189001019802")  # whose surname begins with Å
NOBODY = PersonalNumber("189001039800")


@contextmanager
def refused_in_time():
    begins = time.monotonic()
    with pytest.raises(RegisterUnavailable) as refusal:
        yield
    assert time.monotonic() - begins < 2 * ANSWER_SECONDS  # whatever happens would last longer
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("number", people())
def test_everybody_is_answered_about_as_agreed(door, number):
    as_invented = InventedRegister(today=timezone.localdate())

    answer = door.register().ask(PersonalNumber(number), surname="Lindgren")

    assert answer == as_invented.ask(PersonalNumber(number), surname="Lindgren")


def test_whoever_is_not_there_has_no_cases(door):
    assert door.register().ask(NOBODY, surname="Lindgren") == RegisterAnswer()


def test_protected_person_is_told_as_protected_and_no_more(door):
    answer = door.register().ask(PROTECTED, surname="Skyddadsson")

    assert answer == RegisterAnswer(is_protected=True)


@pytest.mark.parametrize(
    ("number", "surname", "is_same"),
    [
        (LINDGREN, "Lindgren", True),
        (LINDGREN, "LINDGREN", True),
        (LINDGREN, "Lindgre", False),
        (LINDGREN, "Lindgren%", False),
        (LINDGREN, "", False),
        (LINDGREN, "' OR true --", False),
        (OLD, "åldersdotter", True),
        (NOBODY, "Lindgren", False),
    ],
)
def test_same_surname_is_a_yes_or_a_no(door, number, surname, is_same):
    assert door.register().ask(number, surname=surname).has_surname == is_same


def test_nothing_of_a_person_is_logged(door, caplog):
    with caplog.at_level(logging.DEBUG):
        door.register().ask(LINDGREN, surname="Amirasson")

    assert "9001012385" not in caplog.text
    assert "Amirasson" not in caplog.text
    assert "Handläggarsson" not in caplog.text


@pytest.mark.parametrize(
    "happening", [line.drip, line.fall_silent, line.break_off, line.talk_nonsense]
)
def test_whatever_happens_to_the_line_is_over_in_three_seconds(door, happening):
    with door.over(happening), refused_in_time():
        door.register().ask(LINDGREN, surname="Lindgren")


def test_line_to_nobody_is_noticed_at_once(door):
    door.to_nobody()

    with refused_in_time():
        door.register().ask(LINDGREN, surname="Lindgren")


def test_line_on_which_nothing_happens_answers(door):
    with door.over(line.copy):
        assert door.register().ask(LINDGREN, surname="Lindgren").cases != ()


def test_invented_people_have_official_test_numbers_only():
    assert set(people()) <= set(OFFICIAL)
