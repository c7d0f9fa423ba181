"""What residents read: short, neutral, in their language."""

from datetime import UTC, datetime
from unicodedata import bidirectional

import pytest
from django.conf import settings
from django.utils.translation import override

from contactcenter.messages import kinds
from contactcenter.messages.kinds import KINDS, SMS, WrongValues
from tests.messages.sms_length import is_plain, parts

# The longest that they are filled with: a Wednesday in September, late in the day.
LONGEST = {
    "code": "123456",
    "reference": "W0W0W0W0W0",
    "starts": datetime(2026, 9, 23, 20, 0, tzinfo=UTC),
    "before": datetime(2026, 9, 23, 20, 30, tzinfo=UTC),
}
TO_RESIDENTS = [kind for kind in KINDS.values() if kind.channel == SMS]
LEFT_TO_RIGHT = "\u200e"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
WORDS_ABOUT_THE_ERRAND = {"social", "soc", "bistånd", "support", "income", "violence", "våld"}


def every_text(kind):
    """The kind's text with all that it may have, and with what it needs alone."""
    yield kind.text({name: LONGEST[name] for name in kind.needs})
    yield kind.text({name: LONGEST[name] for name in kind.needs | kind.may_have})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TO_RESIDENTS, ids=lambda kind: kind.name)
def test_an_sms_fits_into_one_part_or_two_in_other_letters(kind, language):
    with override(language):
        texts = list(every_text(kind))

    assert [text for text in texts if parts(text) > (1 if is_plain(text) else 2)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TO_RESIDENTS, ids=lambda kind: kind.name)
def test_an_sms_says_that_the_city_writes_and_nothing_about_the_errand(kind, language):
    with override(language):
        texts = list(every_text(kind))

    for text in texts:
        assert "Stockholm" in text
        assert not {word for word in WORDS_ABOUT_THE_ERRAND if word in text.lower()}
        assert "%(" not in text


@pytest.mark.parametrize("language", settings.RIGHT_TO_LEFT)
@pytest.mark.parametrize("kind", TO_RESIDENTS, ids=lambda kind: kind.name)
def test_a_code_that_begins_with_a_digit_is_not_torn_apart_among_arabic_letters(kind, language):
    values = {name: LONGEST[name] for name in kind.needs}
    with override(language):
        text = kind.text(values | {"reference": "4KX9M27QPA"} if "reference" in values else values)

    if bidirectional(text[0]) == "AL":
        assert "4KX" not in text.replace(f"{LEFT_TO_RIGHT}4KX9M27QPA{LEFT_TO_RIGHT}", "")


def test_times_are_the_citys_as_the_language_writes_them():
    moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    with override("en"):
        text = kinds.find("callback-booked").text({"before": moment, "reference": "W0W0W0W0W0"})

    assert text == (
        "City of Stockholm: we ring you before 10:30, Tuesday 24 November. Reference: W0W0W0W0W0."
    )


def test_a_booked_time_is_told_from_when_to_when():
    values = {
        "starts": "2026-10-25T01:30:00+00:00",  # the clocks have just gone back
        "before": "2026-10-25T02:00:00+00:00",
        "reference": "W0W0W0W0W0",
    }

    with override("en"):
        text = kinds.find("callback-moved").text(values)

    assert "Sunday 25 October between 02:30 and 03:00" in text


@pytest.mark.parametrize(("count", "begins"), [(1, "One callback in"), (3, "3 callbacks in")])
def test_staff_read_how_many_are_late_in_which_queue_and_where(count, begins):
    values = {"queue": "100 % Income", "count": count, "link": "https://city.example/queues/1/"}

    with override("en"):
        text = kinds.find("callback-alarm").text(values)
        subject = kinds.find("callback-alarm").subject(values)

    assert text.startswith(begins)
    assert "https://city.example/queues/1/" in text
    assert subject == "Callbacks in 100 % Income are late"


@pytest.mark.parametrize(
    ("channel", "values"),
    [
        ("sms", {}),
        ("sms", {"code": "123456", "name": "Amira"}),
        ("email", {"code": "123456"}),
    ],
)
def test_what_could_not_be_sent_cannot_be_written(channel, values):
    with pytest.raises(WrongValues):
        kinds.find("callback-code").check(channel, values)
