import pytest

from districts.sort_keys import swedish_order


def test_swedish_letters_come_last_in_their_own_order():
    names = ["Örby", "Zinken", "Ängby", "Alvik", "Årsta", "Enskede-Årsta-Vantör", "Enskede gård"]

    assert sorted(names, key=swedish_order) == [
        "Alvik",
        "Enskede gård",
        "Enskede-Årsta-Vantör",
        "Zinken",
        "Årsta",
        "Ängby",
        "Örby",
    ]


@pytest.mark.parametrize(
    ("one", "same"), [("ÅRSTA", "årsta"), ("A\u030arsta", "Årsta"), ("Café", "Cafe")]
)
def test_capitals_accents_and_spellings_of_one_letter_do_not_count(one, same):
    assert swedish_order(one) == swedish_order(same)
