"""Programs ask for the norm: the same sum as on the page."""

import pytest
import time_machine

from contactcenter.errors import PROBLEM_TYPE
from knowledge.norm import starting_years
from tests.factories import MONDAY_NINE
from tests.knowledge.norm import facts

NORM = "/api/v1/norm/"


@pytest.fixture(autouse=True)
def every_year(db) -> None:
    starting_years.load(at=MONDAY_NINE)


def test_every_year_is_answered_as_the_file_adds_up(client):
    for year in facts.YEARS:
        answer = client.get(
            NORM, {"year": year, "adults": "couple", "children": "5,9", "lunch_away": "2"}
        ).json()

        assert answer["total"] == facts.norm(year, couple=True, ages=(5, 9), away=(2,))
        assert (answer["year"], answer["people"]) == (year, 5)


def test_an_adult_in_a_shared_home(client):
    answer = client.get(NORM, {"year": 2014, "adults": "sharing", "sharing": 5}).json()

    assert answer["total"] == 3292
    assert [(row["item"], row["divided_by"], row["amount"]) for row in answer["rows"]] == [
        ("single", 1, 2950),
        ("common", 5, 342),
    ]


@time_machine.travel("2026-11-23 09:00+01:00", tick=False)
def test_without_parameters_it_is_one_adult_this_month(client):
    answer = client.get(NORM, {"lang": "en"}).json()

    assert (answer["year"], answer["month"], answer["total"]) == (2026, 11, 5220)
    assert answer["status"] == "official"
    assert answer["sources"][0]["url"] == "https://svenskforfattningssamling.se/"
    assert answer["notice"] == "This is information, not a decision. The district decides."


def test_what_is_not_known_is_null(client):
    answer = client.get(NORM, {"year": 2024, "lunch_away": "3"}).json()

    assert answer["total"] is None
    assert [row["item"] for row in answer["rows"] if row["amount"] is None] == ["lunch_away_3"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("year=2027", "year"),
        ("year=x", "year"),
        ("month=0", "month"),
        ("adults=3", "adults"),
        ("adults=sharing", "sharing"),
        ("adults=sharing&sharing=3&children=5", "adults"),
        ("children=21", "children"),
        ("children=5;9", "children"),
        ("children=-1", "children"),
        ("lunch_away=7", "lunch_away"),
        ("children=" + ",".join(["5"] * 20), "non_field_errors"),
    ],
)
def test_what_cannot_be_counted_is_a_problem_at_its_field(client, query, field):
    response = client.get(f"{NORM}?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM_TYPE)
    assert list(response.json()["errors"]) == [field]


def test_it_may_be_kept_and_asked_again(client):
    response = client.get(NORM)

    assert "s-maxage=60" in response["Cache-Control"]
    assert client.get(NORM, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_it_stands_in_the_description_of_the_api(client):
    schema = client.get("/api/v1/schema/?format=json").json()

    asked = {each["name"] for each in schema["paths"][NORM]["get"]["parameters"]}
    assert asked == {"lang", "year", "month", "adults", "sharing", "children", "lunch_away"}
