import pytest
import time_machine

from contactcenter.errors import PROBLEM_TYPE
from districts.models import District, Interval, PhoneLine
from districts.sample import places
from tests.factories import DistrictFactory, PhoneLineFactory, RegularWeekFactory

pytestmark = pytest.mark.django_db

HOURS = "/api/v1/districts/jarva/phone-hours/"
ANSWER = {"open", "closes_at", "opens_at", "intervals", "text"}


@pytest.fixture
def jarva() -> District:
    """A district with one line, answered on Mondays from eight to nine and from one to four."""
    line = PhoneLineFactory(unit__district=DistrictFactory(slug="jarva", name="Järva"))
    week = RegularWeekFactory(line=line)
    Interval.objects.create(week=week, weekday=0, starts_minute=480, ends_minute=540)
    Interval.objects.create(week=week, weekday=0, starts_minute=780, ends_minute=960)
    return line.unit.district


def test_districts_are_listed_in_swedish_order(client):
    places.load()

    answer = client.get("/api/v1/districts/").json()

    assert [each["slug"] for each in answer["results"]][:2] == ["bromma", "enskede-arsta-vantor"]
    assert [each["slug"] for each in answer["results"]][-1] == "sodermalm"
    assert (len(answer["results"]), answer["next"]) == (11, None)


def test_a_list_that_is_long_goes_on_on_the_next_page(client):
    for _number in range(3):
        DistrictFactory()

    first = client.get("/api/v1/districts/?page_size=2").json()
    second = client.get(first["next"]).json()

    slugs = [each["slug"] for each in first["results"] + second["results"]]
    assert slugs == list(District.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_one_query_however_long(client, count, django_assert_num_queries):
    for _number in range(count):
        DistrictFactory()

    with django_assert_num_queries(1):
        client.get("/api/v1/districts/")


def test_a_district_tells_its_lines_and_names(client, jarva):
    answer = client.get("/api/v1/districts/jarva/?lang=en").json()

    assert (answer["name"], answer["areas"]) == ("Järva", [])
    assert answer["lines"][0]["number"] == "08-465 004 00"


def test_an_old_districts_slug_answers_with_todays(client):
    places.load()

    assert client.get("/api/v1/districts/spanga-tensta/").json()["slug"] == "jarva"


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        (
            "2026-11-23T08:30:00+01:00",
            {
                "open": True,
                "closes_at": "2026-11-23T09:00:00+01:00",
                "opens_at": None,
                "text": "Open now, closes 09:00",
            },
        ),
        (
            "2026-11-23T08:00:00Z",
            {
                "open": False,
                "closes_at": None,
                "opens_at": "2026-11-23T13:00:00+01:00",
                "text": "Closed. Opens today 13:00",
            },
        ),
        (
            "2026-07-06T16:00",  # the wall clock's, in the city
            {
                "open": False,
                "closes_at": None,
                "opens_at": "2026-07-13T08:00:00+02:00",
                "text": "Closed. Opens Monday 13 July 08:00",
            },
        ),
    ],
)
def test_phone_hours_at_a_moment(client, jarva, at, answer):
    given = client.get(HOURS, {"at": at, "lang": "en"}).json()

    assert {key: given[key] for key in answer} == answer
    assert given["lines"][0]["open"] == answer["open"]
    assert given.keys() >= ANSWER


def test_intervals_are_the_openings_of_that_day(client, jarva):
    given = client.get(HOURS, {"at": "2026-11-23T23:00"}).json()

    assert given["intervals"] == [
        {"starts_at": "2026-11-23T08:00:00+01:00", "ends_at": "2026-11-23T09:00:00+01:00"},
        {"starts_at": "2026-11-23T13:00:00+01:00", "ends_at": "2026-11-23T16:00:00+01:00"},
    ]


def test_without_a_moment_it_is_now(client, jarva):
    with time_machine.travel("2026-11-23T08:30:00+01:00", tick=False):
        given = client.get(HOURS).json()

    assert (given["at"], given["open"]) == ("2026-11-23T08:30:00+01:00", True)


def test_a_plus_that_was_not_encoded_is_understood(client, jarva):
    response = client.get(f"{HOURS}?at=2026-11-23T08:30:00+01:00")

    assert response.json()["at"] == "2026-11-23T08:30:00+01:00"


def test_hours_that_are_not_known_are_neither_open_nor_closed(client):
    PhoneLineFactory(slug="quiet", mode=PhoneLine.Mode.NOT_PUBLISHED)

    given = client.get("/api/v1/lines/quiet/phone-hours/", {"lang": "en"}).json()

    assert (given["open"], given["intervals"], given["state"]) == (None, None, "not_known")
    assert given["text"] == "We do not know the hours"


@pytest.mark.parametrize(
    "at",
    ["yesterday", "2026-13-01T00:00", "0001-01-01T00:00", "1789-07-14T12:00", "9999-12-31"],
)
def test_a_bad_moment_is_answered_with_the_field(client, jarva, at):
    response = client.get(HOURS, {"at": at})

    assert response.status_code == 400
    assert response["Content-Type"] == PROBLEM_TYPE
    assert list(response.json()["errors"]) == ["at"]


def test_a_language_that_does_not_exist_is_answered_with_the_field(client, jarva):
    response = client.get(HOURS, {"lang": "xx"})

    assert (response.status_code, list(response.json()["errors"])) == (400, ["lang"])


@pytest.mark.parametrize(
    "path",
    ["districts/atlantis/", "districts/atlantis/phone-hours/", "lines/none/phone-hours/"],
)
def test_what_is_not_there_is_a_problem_of_its_own(client, path):
    response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM_TYPE)


def test_a_hidden_line_is_not_there(client):
    PhoneLineFactory(slug="hidden", is_public=False)

    assert client.get("/api/v1/lines/hidden/phone-hours/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_phone_hours_take_the_same_number_of_queries_however_many_lines(
    client, jarva, count, django_assert_num_queries
):
    for _number in range(count):
        PhoneLineFactory(unit__district=jarva)

    with django_assert_num_queries(9):
        client.get(HOURS)


def test_find_answers_with_district_and_reason(client):
    places.load()

    answer = client.get("/api/v1/find/", {"q": "Spanga-Tensta", "lang": "en"}).json()

    assert answer["outcome"] == "found"
    assert [each["slug"] for each in answer["districts"]] == ["jarva"]
    assert answer["reasons"] == ["Spånga-Tensta is part of Järva since 1 July 2023."]


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 101}])
def test_find_without_a_readable_question_is_answered_with_the_field(client, query):
    response = client.get("/api/v1/find/", query)

    assert (response.status_code, list(response.json()["errors"])) == (400, ["q"])


def test_answers_may_be_kept_for_a_minute_and_are_confirmed_by_their_etag(client, jarva):
    asked = {"at": "2026-11-23T08:30"}
    first = client.get(HOURS, asked)

    again = client.get(HOURS, asked, headers={"If-None-Match": first["ETag"]})

    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=0", "s-maxage=60"}
    assert "Cookie" not in first["Vary"]
    assert not first.cookies
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed_here(client, jarva, method):
    assert getattr(client, method)(HOURS).status_code == 405


def test_the_schema_names_every_address(client):
    schema = client.get("/api/v1/schema/?format=json").json()

    assert {path.removeprefix("/api/v1/") for path in schema["paths"]} >= {
        "districts/",
        "districts/{slug}/",
        "districts/{slug}/phone-hours/",
        "lines/{slug}/phone-hours/",
        "find/",
    }
