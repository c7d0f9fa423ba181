from districts.forms import rows
from districts.phone_hours import Interval

MONDAY = {"0-0-starts": "8.3x", "0-0-ends": "", "0-0-next": ""}


def test_a_day_has_at_least_one_row():
    assert rows.count({}, 0) == 1


def test_rows_are_counted_per_day():
    typed = {"0-0-starts": "", "0-1-ends": "9", "3-0-starts": "", "name": "Summer"}

    assert [rows.count(typed, day) for day in (0, 3)] == [2, 1]


def test_another_row_leaves_what_was_typed_right_or_wrong():
    after = rows.after("add-0", MONDAY | {"name": "Summer"})

    assert after == MONDAY | {
        "name": "Summer",
        "0-1-starts": "",
        "0-1-ends": "",
        "0-1-next": "",
    }


def test_a_removed_row_moves_the_next_one_up():
    typed = {"0-0-starts": "8", "0-0-ends": "9", "0-1-starts": "13", "0-1-ends": "14"}

    after = rows.after("remove-0-0", typed)

    assert after == {"0-0-starts": "13", "0-0-ends": "14", "0-0-next": ""}


def test_copying_replaces_the_other_workdays_and_leaves_the_weekend():
    typed = {"0-0-starts": "8", "0-0-ends": "9", "1-0-starts": "10", "1-1-starts": "11"}
    saturday = {"5-0-starts": "12", "5-0-ends": "13"}

    after = rows.after("copy-0", typed | saturday)

    monday = {"starts": "8", "ends": "9", "next": ""}
    expected = {f"{day}-0-{part}": text for day in range(5) for part, text in monday.items()}
    assert after == expected | {f"{day}-not_known": "" for day in range(5)} | saturday


def test_copying_a_day_that_is_not_known_says_so_for_every_workday():
    after = rows.after("copy-0", {"0-not_known": "on"})

    assert [after[f"{day}-not_known"] for day in range(5)] == ["on"] * 5


def test_an_unknown_act_changes_nothing():
    assert rows.after("add-9x", MONDAY) == MONDAY
    assert rows.place_after("", MONDAY) is None


def test_typing_goes_on_in_the_new_row_or_on_top():
    assert rows.place_after("add-0", {"0-0-starts": "", "0-1-starts": ""}) == (0, 1)
    assert rows.place_after("remove-0-1", {"0-0-starts": ""}) == (0, 0)


def test_there_is_an_end_to_the_rows_of_a_day():
    typed = {f"0-{row}-starts": "" for row in range(rows.MOST_ROWS)}

    after = rows.after("add-0", typed)

    assert rows.count(after, 0) == rows.MOST_ROWS


def test_stored_hours_are_shown_as_somebody_would_type_them():
    night = (Interval(1320, 1560), Interval(600, 1440))

    assert rows.of_hours(2, night) == {
        "2-0-starts": "22:00",
        "2-0-ends": "02:00",
        "2-0-next": True,
        "2-1-starts": "10:00",
        "2-1-ends": "24:00",
        "2-1-next": False,
    }
    assert rows.of_hours(2, None) == {"2-not_known": True}
