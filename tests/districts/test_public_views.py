import json
import re
from datetime import date

import html5lib
import pytest
import time_machine
from django.core.cache import caches
from icalendar import Calendar

from districts.models import Interval, PhoneLine, PlaceName, Unit
from districts.sample import places
from tests.factories import DistrictFactory, PhoneLineFactory, RegularWeekFactory, UnitFactory

pytestmark = pytest.mark.django_db

MONDAY_NINE = "2026-11-23T09:00:00+01:00"


@pytest.fixture(autouse=True)
def monday_nine():
    with time_machine.travel(MONDAY_NINE, tick=False):
        yield


def read(client, path: str) -> str:
    """Answer the page's text, without tags, after a parse that forgives nothing."""
    response = client.get(path, follow=True)
    assert response.status_code == 200
    html = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def line_of(district, *, number: str = "08-465 004 00", **fields) -> PhoneLine:
    """A line that is answered from eight to four on Mondays."""
    line = PhoneLineFactory(unit__district=district, number=number, **fields)
    Interval.objects.create(
        week=RegularWeekFactory(line=line), weekday=0, starts_minute=480, ends_minute=960
    )
    return line


def test_the_list_tells_of_each_district_whether_it_answers(client):
    line_of(DistrictFactory(name="Järva", slug="jarva"))
    DistrictFactory(name="Farsta", slug="farsta", dissolved_on=date(2020, 1, 1))

    page = read(client, "/en/districts/")

    assert "Järva Open now, closes 16:00" in page
    assert "Farsta" not in page


def test_an_empty_city_has_pages_too(client):
    assert "No district is here yet." in read(client, "/en/districts/")
    assert "The number is missing." in read(client, "/en/")


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_many_districts(
    client, count, django_assert_num_queries
):
    for _number in range(count):
        line_of(DistrictFactory())

    with django_assert_num_queries(10):
        client.get("/en/districts/")


@pytest.mark.parametrize("count", [1, 30])
def test_a_district_takes_the_same_number_of_queries_however_many_lines(
    client, count, django_assert_num_queries
):
    district = DistrictFactory(slug="jarva")
    night = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS, unit__district=None)
    for _number in range(count):
        line_of(district, outside_hours=night)

    with django_assert_num_queries(13):
        client.get("/en/districts/jarva/")


def test_a_district_shows_number_cost_hours_and_its_areas(client):
    district = DistrictFactory(name="Järva", slug="jarva", email="jarva@example.org")
    line_of(district)
    for name, kind in [("Tensta", "neighbourhood"), ("Spånga-Tensta", "former_district")]:
        PlaceName.objects.create(name=name, kind=kind, district=district, search_key=name.lower())

    page = read(client, "/en/districts/jarva/")

    for words in [
        "08-465 004 00",
        "Cost: ordinary call price",
        "Open now, closes 16:00",
        "Areas in Järva Tensta",
        "Former districts Spånga-Tensta",
        "jarva@example.org",
    ]:
        assert words in page


def test_a_sample_city_says_once_that_its_numbers_are_made_up(client, settings):
    PhoneLineFactory(unit__district=DistrictFactory(slug="jarva"))
    words = "Sample city: most numbers and hours are made up."

    assert read(client, "/en/districts/jarva/").count(words) == 1

    settings.SAMPLE_CITY = False
    caches["pages"].clear()
    assert words not in read(client, "/en/districts/jarva/")


def test_an_old_districts_address_leads_to_todays_for_good(client):
    places.load()

    response = client.get("/sv/districts/spanga-tensta/")

    assert (response.status_code, response["Location"]) == (301, "/sv/districts/jarva/")


def test_a_district_that_never_was_is_not_found(client):
    assert client.get("/sv/districts/atlantis/").status_code == 404


def test_a_line_shows_the_week_and_who_answers_when_it_is_closed(client):
    night = PhoneLineFactory(
        mode=PhoneLine.Mode.ALWAYS,
        number="",
        dial="",
        unit=UnitFactory(district=None, name="Socialjouren"),
    )
    line_of(DistrictFactory(), slug="jarva-reception", outside_hours=night, note="Ask for Åsa.")

    page = read(client, "/en/lines/jarva-reception/")

    for words in [
        "Monday 23 Nov today 08:00–16:00",
        "Tuesday 24 Nov Closed",
        "When it is closed Socialjouren . The number is missing. Open around the clock",
        "Ask for Åsa.",
    ]:
        assert words in page


def test_a_line_whose_unit_has_closed_names_the_successor(client):
    successor = UnitFactory(name="New reception")
    PhoneLineFactory(unit=successor)
    closed = UnitFactory(closed_on=date(2026, 11, 1), successor=successor)
    PhoneLineFactory(unit=closed, slug="old")

    page = read(client, "/en/lines/old/")

    assert "This unit is no longer there." in page
    assert "Turn to New reception instead." in page
    assert "08-465 004 00" not in page


def test_a_line_that_is_not_public_is_not_found(client):
    PhoneLineFactory(slug="hidden", is_public=False)

    assert client.get("/sv/lines/hidden/").status_code == 404
    assert client.get("/sv/lines/hidden/hours.ics").status_code == 404


def test_find_without_a_question_only_asks(client):
    page = read(client, "/en/find/")

    assert "Where do you live?" in page
    assert "We do not find" not in page


def test_find_answers_with_the_district_and_its_number(client):
    places.load()
    line_of(places.District.objects.get(slug="jarva"))

    page = read(client, "/en/find/?q=spanga+tensta")

    assert "Järva Spånga-Tensta is part of Järva since 1 July 2023." in page
    assert "08-465 004 00" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Tenstagången 5", "We are not quite sure."),
        ("Svedmyra", "“Svedmyra” is not enough to be sure"),
        ("Solna", "We do not find “Solna”"),
    ],
)
def test_find_says_when_it_is_not_sure_and_whom_to_call(client, query, words):
    places.load()
    contact_centre = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE)
    PhoneLineFactory(unit=contact_centre, number="08-508 00 508", dial="+46850800508")

    page = read(client, f"/en/find/?q={query}")

    assert words in page
    assert "08-508 00 508" in page


def test_what_was_typed_is_escaped(client):
    html = client.get("/en/find/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script" not in html


def test_search_engines_get_the_hours_and_cannot_be_tricked_out_of_the_element(client):
    line_of(DistrictFactory(slug="jarva"), slug="jarva-reception", role="</script><b>x")

    html = client.get("/en/lines/jarva-reception/").content.decode()

    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    office = json.loads(text)
    assert office["@type"] == "GovernmentOffice"
    assert office["description"] == "</script><b>x"
    assert office["openingHoursSpecification"][0]["opens"] == "08:00"


@pytest.mark.parametrize("path", ["/en/lines/jarva-reception/", "/en/districts/jarva/"])
def test_hours_can_be_subscribed_to_as_a_calendar(client, path):
    line_of(DistrictFactory(slug="jarva"), slug="jarva-reception")

    response = client.get(f"{path}hours.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert any("open" in event["summary"] for event in Calendar.from_ical(response.content).events)


def test_a_calendar_without_lines_is_not_found(client):
    DistrictFactory(slug="jarva")

    assert client.get("/en/districts/jarva/hours.ics").status_code == 404


def test_in_a_language_without_names_they_are_marked_as_swedish(client):
    line_of(DistrictFactory(slug="jarva", name="Järva"))

    html = client.get("/ar/districts/jarva/").content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert '<h1 lang="sv">Järva</h1>' in html
