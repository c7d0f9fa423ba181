"""The same person always has the same pseudonym, and the number cannot be read from it."""

import pytest

from contactcenter.audit import keys, pseudonyms


@pytest.mark.parametrize(
    ("written", "twelve_digits"),
    [
        ("189001019802", "189001019802"),
        ("18900101-9802", "189001019802"),
        ("18900101+9802", "189001019802"),
        (" 18900101 9802 ", "189001019802"),
        ("201311122392", "201311122392"),
        ("131112-2392", "201311122392"),
        ("1311122392", "201311122392"),
        ("261101-2390", "202611012390"),
        ("271101-2390", "192711012390"),
        ("261101+2390", "192611012390"),
        ("131112+2392", "191311122392"),
    ],
)
def test_number_is_written_with_its_century(written, twelve_digits):
    assert pseudonyms.normalised(written, year=2026) == twelve_digits


@pytest.mark.parametrize("written", ["", "1311", "13111223922", "a31112-2392", "131112-2392x"])
def test_what_is_no_number_is_refused_without_repeating_it(written):
    with pytest.raises(ValueError, match=r"^Not a personal number\.$"):
        pseudonyms.of(written, year=2026)


def test_all_ways_to_write_a_number_have_one_pseudonym():
    written = ["201311122392", "20131112-2392", "131112-2392", "1311122392"]

    assert len({pseudonyms.of(number, year=2026) for number in written}) == 1


def test_pseudonym_needs_the_key(settings):
    before = pseudonyms.of("201311122392", year=2026)
    settings.AUDIT_KEY = "another key, as long as a key should be"

    assert pseudonyms.of("201311122392", year=2026) != before


def test_no_use_of_the_key_stands_for_another():
    uses = [keys.CHAIN, keys.ANCHOR, keys.CHECKPOINT, keys.PSEUDONYM]

    assert len({keys.seal(use, b"201311122392") for use in uses}) == len(uses)
