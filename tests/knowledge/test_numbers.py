import pytest

from knowledge.numbers import END, LEFT_TO_RIGHT, keep_together, whole


@pytest.mark.parametrize("number", ["08-508 00 508", "020-50 50 50", "+46 8-508 00 508"])
def test_a_number_is_read_from_left_to_right_and_stays_on_its_line(number):
    marked = keep_together(f"اتصل على {number}.")

    unbroken = number.replace(" ", "\xa0").replace("-", "-\u2060")
    assert marked == f"اتصل على {LEFT_TO_RIGHT}{unbroken}{END}."


@pytest.mark.parametrize("text", ["08.30–16.30", "år 2026", "112", "1-2", "5 220 kronor"])
def test_what_is_no_number_to_call_is_left_alone(text):
    assert keep_together(text) == text


def test_an_amount_is_not_broken_at_the_end_of_a_line():
    assert whole("2026: 5 220 kr, 12 kap. 7 §") == "2026: 5\xa0220 kr, 12 kap. 7 §"
