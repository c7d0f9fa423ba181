"""Personal and coordination numbers as people write them: read, checked, found in free text and masked there."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from contactcenter import personal_numbers
from contactcenter.audit import pseudonyms
from contactcenter.personal_numbers import MASK, NotANumber, PersonalNumber
from tests.sample import COORDINATION_NUMBERS, OFFICIAL, PERSONAL_NUMBERS

TODAY = date(2026, 11, 23)
NO_SUCH_FORM = "Write ten or twelve digits, as in YYMMDD-NNNN or YYYYMMDD-NNNN."


def parse(text: str) -> PersonalNumber:
    return personal_numbers.parse(text, today=TODAY)


def mask(text: str) -> str:
    return personal_numbers.mask(text, today=TODAY)


def written(digits: str) -> list[str]:
    """Write a number in every form that stands for it on TODAY."""
    long, last = digits[:8], digits[8:]
    sign = "-" if TODAY.year - int(digits[:4]) < 100 else "+"
    forms = [f"{long}{last}", f"{long}-{last}", f"{long} {last}", f"{long} - {last}"]
    dashed = f"{long[:4]}-{long[4:6]}-{long[6:]}"
    forms += [f"{dashed}-{last}", f"{dashed} {last}", f"{long}\N{EN DASH}{last}"]
    forms += [f"{long[:4]} {long[4:6]} {long[6:]} - {last}", f"{dashed.replace('-', '.')}-{last}"]
    if TODAY.year - int(digits[:4]) < 200 and (sign == "+") == (int(digits[:4]) < 1927):
        forms += [f"{long[2:]}{sign}{last}", f"{long[2:]} {sign} {last}"]
    if sign == "-":
        forms += [f"{long[2:]}{last}", f"{long[2:]} {last}"]
    return forms


@pytest.mark.parametrize("digits", [number for number in OFFICIAL if number > "1927"])
def test_every_way_to_write_a_number_is_read_and_masked_and_has_one_pseudonym(digits):
    pseudonym = pseudonyms.of(digits, year=TODAY.year)

    for text in written(digits):
        assert parse(text).digits == digits
        assert pseudonyms.of(parse(text).digits, year=TODAY.year) == pseudonym
        assert mask(f"Pnr: {text}, ringer igen") == f"Pnr: {MASK}, ringer igen"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("641113 9808", "196411139808"),
        (" 13 11 12-2392 ", "201311122392"),
        ("140168+2396", "191401682396"),
        ("18900101+9802", "189001019802"),
        ("\u0661\u0663\u0661\u0661\u0661\u0662-\u0662\u0663\u0669\u0662", "201311122392"),
        ("131112\u22122392", "201311122392"),
        ("131112\u00a02392", "201311122392"),
    ],
)
def test_sign_and_script_are_read(text, digits):
    assert parse(text).digits == digits


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NO_SUCH_FORM),
        ("131112", NO_SUCH_FORM),
        ("131112-239", NO_SUCH_FORM),
        ("131112-23922", NO_SUCH_FORM),
        ("211311122392", NO_SUCH_FORM),
        ("131112_2392", NO_SUCH_FORM),
        ("131112-239x", NO_SUCH_FORM),
        ("131112\u00b22392", NO_SUCH_FORM),
        ("131312-2392", "There is no such date. Check the first six digits."),
        ("130229-2392", "There is no such date. Check the first six digits."),
        ("130100-2392", "There is no such date. Check the first six digits."),
        ("130160-2392", "There is no such date. Check the first six digits."),
        ("130192-2392", "There is no such date. Check the first six digits."),
        ("261124-2398", "The date has not been yet. Check the year, and the sign."),
        ("131112-2393", "The last digit does not fit the others. Ask for the number again."),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(text, sentence):
    with pytest.raises(NotANumber) as refusal, override("en"):
        parse(text)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize("digits", OFFICIAL)
def test_one_wrong_digit_anywhere_at_the_end_is_noticed(digits):
    for last in set("0123456789") - {digits[-1]}:
        with pytest.raises(NotANumber):
            parse(digits[:-1] + last)


def test_coordination_numbers_are_told_apart():
    assert {parse(digits).is_coordination_number for digits in COORDINATION_NUMBERS} == {True}
    assert {parse(digits).is_coordination_number for digits in PERSONAL_NUMBERS} == {False}
    assert parse("201901862399").dated == date(2019, 1, 26)


def test_number_never_tells_itself():
    number = parse("201311122392")

    assert "2392" not in f"{number} {number!r} {[number]}"


@pytest.mark.parametrize(
    "text",
    [
        "Ring 08-508 00 508 eller 08-465 004 00",
        "Mobil 070-174 06 05, 070-1740605, +46 70 174 06 05, +46701740605, 0046701740605",
        *(f"070174{last:04}" for last in range(605, 700)),
        "Hyran är 8 450 kr, skulden 1 250 000 kr, summa 1258450",
        "2026-11-23 09:30, 20261123, 23/11 2026, v. 47",
        *(f"2026-11-23 {hour:02}{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)),
        "Ärende 2026/1234, dnr 006/363-2009, SoN 2025-00112, 12345678901234",
        "Organisationsnummer 556036-0793",
        "811228–9875 har fel kontrollsiffra",
        "Hen är född 131112.",
        *(f"2026-01-{day:02}-2026-03-04, 2026-01-{day:02} - 2026-03-04" for day in range(1, 32)),
        "",
    ],
)
def test_other_figures_are_left_alone(text):
    assert mask(text) == text


def test_every_number_in_a_text_is_found_where_it_stands():
    text = "Barnen 131112-2392 och20131112-2384. Mamma:198507099805 (131112+2393?)\n131113\n2383"

    found = [text[start:end] for start, end in personal_numbers.find_in(text, today=TODAY)]

    assert found == ["131112-2392", "20131112-2384", "198507099805"]


def test_numbers_in_a_row_are_all_masked():
    assert mask("131112-2392-131112-2384/198507099805") == f"{MASK}-{MASK}/{MASK}"


def test_what_only_begins_like_a_number_hides_none():
    assert mask("250102 1311122392") == f"250102 {MASK}"


PIECES = st.sampled_from(
    [
        *OFFICIAL,
        "131112-2392",
        "131112",
        "2392",
        "-",
        "+",
        " ",
        "\n",
        "a",
        "•",
        "5",
        "19",
        "2025-01-02",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_masking_twice_changes_nothing(text):
    masked = mask(text)

    assert mask(masked) == masked
    assert personal_numbers.find_in(masked, today=TODAY) == []


def test_neighbours_are_valid_numbers_of_the_same_and_of_adjacent_dates():
    around = personal_numbers.neighbours(parse("201311122392"), 1)

    assert [(number.dated, number.serial) for number in around] == [
        (date(2013, 11, 12), 238),
        (date(2013, 11, 12), 240),
        (date(2013, 11, 11), 239),
        (date(2013, 11, 13), 239),
    ]
    assert around[0].digits == "201311122384"


@pytest.mark.parametrize("digits", OFFICIAL)
def test_neighbours_know_each_other(digits):
    number = parse(digits)

    for neighbour in personal_numbers.neighbours(number, 2):
        assert parse(neighbour.digits) == neighbour
        assert number in personal_numbers.neighbours(neighbour, 2)


def test_first_serial_of_a_date_has_none_before_it():
    first = PersonalNumber("201311120008")

    assert len(personal_numbers.neighbours(first, 3)) == 3 + 6
