import pytest
from django.core.exceptions import ValidationError

from districts.forms import clock


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("8", 480),
        ("08", 480),
        ("8.30", 510),
        ("8:30", 510),
        ("08:30", 510),
        ("830", 510),
        ("0830", 510),
        ("0:00", 0),
        ("24:00", 1440),
    ],
)
def test_a_time_may_be_typed_in_many_ways(typed, minute):
    assert clock.ClockField().clean(typed) == minute


@pytest.mark.parametrize(
    "typed", ["24:01", "25", "8:60", "8;30", "half past eight", "-1", "08:300"]
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValidationError, match=r"Write a time like 08:30\."):
        clock.ClockField().clean(typed)


def test_nothing_typed_is_no_time():
    assert clock.ClockField(required=False).clean(" ") is None


def test_minutes_are_shown_as_they_would_be_typed():
    field = clock.ClockField()

    assert [field.prepare_value(minute) for minute in (0, 510, 1440)] == ["00:00", "08:30", "24:00"]
