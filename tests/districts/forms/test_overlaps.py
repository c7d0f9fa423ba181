from districts.forms.overlaps import WEEK, Slot, overlapping

MORNING = Slot(480, 600, "morning")
LATE_MORNING = Slot(570, 660, "late morning")
FROM_TEN = Slot(600, 660, "from ten")


def test_hours_that_touch_do_not_overlap():
    assert list(overlapping([MORNING, FROM_TEN], round_after=WEEK)) == []


def test_the_later_hours_are_told_of_with_the_earlier_ones():
    assert list(overlapping([LATE_MORNING, MORNING], round_after=WEEK)) == [(LATE_MORNING, MORNING)]


def test_hours_within_long_ones_are_found_past_shorter_ones():
    whole_day = Slot(0, 1440, "whole day")

    found = list(overlapping([whole_day, MORNING, FROM_TEN], round_after=None))

    assert found == [(MORNING, whole_day), (FROM_TEN, whole_day)]


def test_sunday_night_runs_into_monday_morning():
    monday, sunday = Slot(60, 120, "monday"), Slot(WEEK - 120, WEEK + 90, "sunday")

    assert list(overlapping([monday, sunday], round_after=WEEK)) == [(monday, sunday)]
    assert list(overlapping([monday, sunday], round_after=None)) == []


def test_hours_that_come_again_may_overlap_with_themselves():
    whole_week = Slot(0, WEEK + 1, "whole week")

    assert list(overlapping([whole_week], round_after=WEEK)) == [(whole_week, whole_week)]
