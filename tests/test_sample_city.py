import re
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.models import Contact, NewsItem, Outcome, Question
from districts.models import (
    Agreement,
    District,
    ExceptionDay,
    HolidayDecision,
    Interval,
    Membership,
    PhoneLine,
    PlaceName,
    RegularWeek,
    Season,
    TollFreeNumber,
    Unit,
)
from districts.sample import holiday_decisions
from knowledge.models import Topic

pytestmark = pytest.mark.django_db

CITY_NUMBERS = {"08-508 00 508", "08-80 65 65"}
# Kept for fiction by the Swedish Post and Telecom Authority: 08-465 004 00–99 and 070-174 06 05–99.
FICTION = re.compile(r"\+46(8465004\d\d|7017406(0[5-9]|[1-9]\d))")


def hours_of(layer) -> dict[int, list[tuple[str, str]]]:
    hours: dict[int, list[tuple[str, str]]] = {}
    for interval in layer.intervals.all():
        clock = [
            f"{minute // 60:02}:{minute % 60:02}"
            for minute in (interval.starts_minute, interval.ends_minute)
        ]
        hours.setdefault(interval.weekday, []).append(tuple(clock))
    return hours


def test_outside_the_sample_city_nothing_is_loaded(settings):
    settings.SAMPLE_CITY = False

    with pytest.raises(CommandError, match="SAMPLE_CITY"):
        call_command("sample_city")

    assert not District.objects.exists()


def test_a_second_run_changes_nothing(sample_city):
    tables = [District, PlaceName, Unit, PhoneLine, RegularWeek, Season, Interval, ExceptionDay]
    tables += [HolidayDecision, Agreement, TollFreeNumber, Topic, Outcome, Contact, Question]
    tables += [NewsItem]
    before = {table: list(table.objects.order_by("pk").values()) for table in tables}

    call_command("sample_city", stdout=StringIO())

    assert {table: list(table.objects.order_by("pk").values()) for table in tables} == before


def test_a_second_run_keeps_what_people_changed(sample_city):
    Season.objects.filter(line__slug="kontaktcenter").delete()
    PhoneLine.objects.filter(slug="jarva-reception").update(outside_hours=None)

    call_command("sample_city", stdout=StringIO())

    assert not Season.objects.filter(line__slug="kontaktcenter").exists()
    assert PhoneLine.objects.get(slug="jarva-reception").outside_hours is None


def test_a_history_is_made_once(sample_city):
    said = []
    for _run in range(2):
        out = StringIO()
        call_command("sample_city", history=20, stdout=out)
        said.append(out.getvalue())

    assert "20 of 20 made-up contacts" in said[0]
    assert "20 made-up contacts are there already: none added" in said[1]
    assert Contact.objects.count() == 10 + 20


def test_there_are_eleven_districts_in_swedish_order(sample_city):
    names = list(District.objects.today().values_list("name", flat=True))

    assert len(names) == 11
    assert names[0] == "Bromma"
    assert names[-2:] == ["Skärholmen", "Södermalm"]
    assert "11 districts" in sample_city


def test_an_address_that_no_source_gives_says_that_it_is_made_up(sample_city):
    for district in District.objects.exclude(visiting_address=""):
        assert "påhittad" in district.visiting_address
        assert "påhittat" in district.directions_sv


def test_every_number_is_a_known_one_or_kept_for_fiction(sample_city):
    numbers = Counter(PhoneLine.objects.exclude(number="").values_list("number", "dial"))

    assert all(number in CITY_NUMBERS or FICTION.fullmatch(dial) for number, dial in numbers)
    assert set(numbers.values()) == {1}


def test_every_chain_ends_with_the_social_emergency_service(sample_city):
    reliefs = dict(PhoneLine.objects.values_list("slug", "outside_hours__slug"))
    for slug in reliefs:
        chain = [slug]
        while reliefs[chain[-1]]:
            chain.append(reliefs[chain[-1]])
            assert len(chain) < 5
        assert chain[-1] == "socialjouren"


def test_the_emergency_number_is_missing_until_the_setting_has_it(sample_city, settings):
    assert PhoneLine.objects.get(slug="socialjouren").number == ""
    settings.SOCIALJOUREN_NUMBER = "08-465 004 99"

    call_command("sample_city", stdout=StringIO())

    line = PhoneLine.objects.get(slug="socialjouren")
    assert (line.number, line.dial) == ("08-465 004 99", "+46846500499")


def test_the_contact_centre_has_its_ordinary_week_and_its_summer(sample_city):
    line = PhoneLine.objects.get(slug="kontaktcenter")
    summer = line.seasons.get()

    assert hours_of(line.weeks.get()) == {
        0: [("08:00", "16:30")],
        1: [("08:00", "16:30")],
        2: [("08:00", "16:30")],
        3: [("08:00", "16:30")],
        4: [("08:00", "16:00")],
    }
    assert hours_of(summer)[4] == [("08:00", "15:00")]
    assert (summer.first_month, summer.first_day, summer.last_month, summer.last_day) == (
        5,
        1,
        8,
        31,
    )


def test_skarholmens_handlers_have_no_thursday_morning_and_are_marked_historical(sample_city):
    line = PhoneLine.objects.get(slug="skarholmen-handlers")

    assert hours_of(line.weeks.get())[3] == [("13:00", "14:00")]
    assert line.is_historical


def test_counselling_is_closed_on_thursdays_and_its_chat_hours_are_not_known(sample_city):
    phone = PhoneLine.objects.get(slug="socialradgivningen-phone")
    chat = PhoneLine.objects.get(slug="socialradgivningen-chat")

    assert set(hours_of(phone.weeks.get())) == {0, 1, 2, 4}
    assert "torsdag" in phone.note_sv
    assert chat.weeks.get().days_not_known == [0, 1, 3, 4]
    assert hours_of(chat.weeks.get()) == {}


def test_every_unit_of_a_district_is_there_and_ten_citizens_offices(sample_city):
    kinds = Counter(Unit.objects.exclude(district=None).values_list("kind", flat=True))

    assert kinds == {
        "reception": 11,
        "income_support": 11,
        "violence_team": 11,
        "duty_phone": 11,
        "debt_advice": 11,
        "citizens_office": 10,
    }


def test_two_people_work_in_jarva_one_of_them_as_its_administrator(sample_city):
    roles = Membership.objects.values_list("user__email", "unit__district__slug", "role")

    assert set(roles) == {
        ("staff@example.org", "jarva", "district_staff"),
        ("district@example.org", "jarva", "district_admin"),
    }


def test_two_pilots_may_read_out_more_than_the_handlers_name(sample_city):
    pilots = Agreement.objects.filter(is_pilot=True)

    assert {pilot.district.slug for pilot in pilots} == {"jarva", "skarholmen"}
    assert {tuple(pilot.readable_fields) for pilot in pilots} == {
        ("handler", "decision", "payout_date")
    }


def test_one_year_of_the_free_number_is_941_and_twelve_times_313(sample_city):
    number = TollFreeNumber.objects.get()

    assert number.connection_fee + 12 * number.monthly_fee == 4697
    assert (number.starts_on.year, number.ends_on.year) == (2009, 2009)


def test_jarva_has_forgotten_two_holidays_but_none_within_two_weeks(sample_city):
    decided = {
        slug: set(days.values_list("day", flat=True))
        for slug, days in {
            "city": HolidayDecision.objects.filter(district=None),
            "jarva": HolidayDecision.objects.filter(district__slug="jarva"),
        }.items()
    }

    assert 1 <= len(decided["city"] - decided["jarva"]) <= 2


@pytest.mark.parametrize(
    ("today", "forgotten"),
    [
        (date(2026, 11, 21), {date(2027, 1, 6), date(2027, 3, 26)}),
        (date(2026, 12, 20), {date(2027, 1, 6), date(2027, 3, 26)}),
        (date(2026, 7, 1), {date(2026, 10, 31)}),
    ],
)
def test_forgotten_are_the_last_day_within_the_warning_and_the_first_beyond_it(today, forgotten):
    days = holiday_decisions.suggested(today.year)

    assert holiday_decisions.forgotten_days(days, today) == forgotten
