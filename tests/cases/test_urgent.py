"""The fixed list of urgent matters holds what somebody needs in the first minute, in plain words."""

import re

import pytest
from django.utils.translation import override

from cases import urgent
from cases.models import Contact
from cases.urgent import MATTERS

LONGEST_SENTENCE = 16  # words: somebody who is frightened hears it once


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def codes() -> list[str]:
    return [matter.code for matter in MATTERS]


def test_the_list_is_the_one_that_the_city_has_asked_for():
    assert codes() == [
        "child_concern",
        "violence",
        "defector",
        "acute_need",
        "addiction",
        "family_without_home",
        "child_calling",
    ]


def test_every_code_fits_the_contact():
    assert (
        max(map(len, [*codes(), urgent.NOT_SAID])) <= Contact._meta.get_field("urgent").max_length
    )


@pytest.mark.parametrize("matter", MATTERS, ids=codes())
def test_every_matter_says_what_to_say_what_to_do_and_on_what_ground(matter):
    assert 4 <= len(matter.say) <= 6
    assert 3 <= len(matter.do) <= 5
    assert matter.ground


@pytest.mark.parametrize("matter", MATTERS, ids=codes())
def test_112_comes_before_anything_else(matter):
    """To a child one says first that it did right to call."""
    first = matter.say[:2] if matter.code == "child_calling" else matter.say[:1]

    assert "112" in " ".join(map(str, first))


@pytest.mark.parametrize("matter", MATTERS, ids=codes())
def test_what_is_read_aloud_are_short_sentences(matter):
    for text in matter.say:
        sentences = re.split(r"(?<=[.?])\s", str(text))
        assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE, text
        assert str(text).endswith((".", "?"))


def test_a_child_is_never_asked_for_a_parents_consent_and_never_left_alone():
    child = urgent.MATTERS_BY_CODE["child_calling"]

    assert "You do not need to ask any grown-up first." in map(str, child.say)
    assert "Never ask for a parent’s consent, and never ring a parent." in map(str, child.do)
    assert "Stay on the line until the child talks with the social worker." in map(str, child.do)


def test_a_report_about_a_child_is_connected_and_never_taken_as_a_message():
    concern = urgent.MATTERS_BY_CODE["child_concern"]

    assert (
        "Connect. Do not take the report as a message, and do not judge whether it is enough."
        in map(str, concern.do)
    )


def test_help_lines_can_be_dialled():
    for line in [line for matter in MATTERS for line in matter.help_lines]:
        assert line.dial == "+46" + re.sub(r"\D", "", line.number)[1:]


def test_a_mark_is_named_also_when_its_matter_is_gone():
    assert urgent.name_of("violence") == "Violence in close relations"
    assert urgent.name_of(urgent.NOT_SAID) == "Urgent"
    assert urgent.name_of("once_on_the_list") == "Urgent"
