"""Residents count with the norm: everything stands in the address, and nothing says what somebody will get."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl

import pytest
import time_machine

from knowledge.norm import starting_years
from knowledge.norm.budget import COSTS
from knowledge.norm.tables import BANDS
from tests.factories import MONDAY_NINE, NormYearFactory
from tests.xss import ALL, assert_harmless

PAGE = "/en/norm/"
TODAY = "2026-11-23 09:00+01:00"


@pytest.fixture
def every_year(db) -> None:
    starting_years.load(at=MONDAY_NINE)


def batched(payloads: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(payloads), size):
        yield payloads[start : start + size]


def text_of(response: object) -> str:
    """Answer what is read on the page, with plain spaces."""
    words = unescape(re.sub(r"<[^>]*>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", words)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("year=2014&month=5&adults=sharing&sharing=5", "3 292 kr"),
        ("year=2017&month=5&adults=sharing&sharing=5", "3 328 kr"),
        ("adults=single", "5 220 kr"),
        ("adults=couple", "8 510 kr"),
        ("adults=couple&child_4=1&child_7=1", "16 010 kr"),
        ("adults=couple&lunch_away_4=1&child_7=1", "15 670 kr"),
        ("adults=sharing&sharing=5", "4 406 kr"),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_the_worked_examples_stand_on_the_page(client, every_year, query, total):
    text = text_of(client.get(f"{PAGE}?{query}"))

    assert f"{total} per month" in text
    assert "This is information, not a decision. The district decides." in text
    assert "you will get" not in text


@time_machine.travel(TODAY, tick=False)
def test_each_row_its_source_and_the_law_of_the_month_are_shown(client, every_year):
    text = text_of(client.get(f"{PAGE}?adults=couple&child_4=2"))

    assert "Child: Age 4–6 2 × 3 060 kr 6 120 kr" in text
    assert "Shared costs, people at home: 4 2 030 kr" in text
    assert "SFS 2025:1046" in text
    assert "12 kap. 7 § första stycket 1 socialtjänstlagen (2025:400)" in text


@pytest.mark.parametrize(("month", "act"), [(6, "(2001:453)"), (7, "(2025:400)")])
def test_the_law_changes_in_the_middle_of_2025(client, every_year, month, act):
    text = text_of(client.get(f"{PAGE}?year=2025&month={month}&adults=single"))

    assert [each for each in ("(2001:453)", "(2025:400)") if each in text] == [act]


@time_machine.travel(TODAY, tick=False)
def test_the_month_is_this_one_until_another_is_chosen(client, every_year):
    assert "The norm for November 2026" in text_of(client.get(f"{PAGE}?adults=single"))
    assert "The norm for March 2019" in text_of(
        client.get(f"{PAGE}?adults=single&year=2019&month=3")
    )
    without_month = client.get(f"{PAGE}?adults=single&year=2019&month=")
    assert "The norm for November 2019" in text_of(without_month)
    assert '<option value="11" selected>' in without_month.content.decode()


@time_machine.travel("2027-02-01 09:00+01:00", tick=False)
def test_a_year_that_we_do_not_have_is_announced_and_not_guessed(client, every_year):
    response = client.get(f"{PAGE}?adults=single&year=2027&month=2")
    text = text_of(response)

    assert response.status_code == 422
    assert "We do not have the amounts of 2027. Choose another year." in text
    assert "New rules for the norm are planned from 1 January 2027." in text
    assert "The norm for December 2026" in text_of(client.get(f"{PAGE}?adults=single"))


@time_machine.travel("2027-02-01 09:00+01:00", tick=False)
def test_once_editors_have_published_it_the_year_is_there(client, every_year):
    NormYearFactory(year=2027)

    text = text_of(client.get(f"{PAGE}?adults=single"))

    assert "The norm for February 2027" in text
    assert "are planned" not in text


def test_what_a_year_does_not_say_is_said_to_be_missing(client, every_year):
    text = text_of(client.get(f"{PAGE}?adults=single&lunch_away_3=1&year=2024&month=1"))

    assert "We do not have the amount for lunch at preschool in 2024." in text
    assert "Child: Age 3, lunch at preschool Not known" in text
    assert "per month" not in text.partition("The norm for")[2].partition("information")[0]
    assert "not checked the amounts of this year against an official source" in text


@time_machine.travel(TODAY, tick=False)
def test_costs_and_income_make_a_plain_sum(client, every_year):
    text = text_of(client.get(f"{PAGE}?adults=single&rent=6000&fees=200&income=12000"))

    assert "Norm plus costs minus income −580 kr" in text
    assert "It does not say what you will get." in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("adults=nobody", "Select a valid choice"),
        ("adults=", "This field is required."),
        ("adults=single&child_4=-1", "greater than or equal to 0"),
        ("adults=single&child_4=two", "Enter a whole number."),
        ("adults=single&child_4=1.5", "Enter a whole number."),
        ("adults=single&rent=1000000", "less than or equal to 999999"),
        ("adults=single&child_4=20", "We can count for 20 people at most."),
        ("adults=couple&child_4=10&child_7=9", "We can count for 20 people at most."),
        ("adults=sharing", "Write how many people share the home."),
        ("adults=sharing&sharing=1", "greater than or equal to 2"),
        ("adults=sharing&sharing=21", "less than or equal to 20"),
        ("adults=sharing&sharing=3&child_4=1", "is about one adult. With children, ask us."),
        ("adults=single&year=1999", "We do not have the amounts of 1999."),
        ("adults=single&month=13", "Select a valid choice"),
    ],
)
def test_what_cannot_be_counted_is_said_beside_the_field_and_stays_typed(
    client, every_year, query, said
):
    response = client.get(f"{PAGE}?{query}")
    page = response.content.decode()

    assert response.status_code == 422
    assert said in text_of(response)
    for name, value in parse_qsl(query):
        if name.startswith(("child", "rent", "sharing")):
            assert re.search(rf'name="{name}" value="{re.escape(value)}"', page)


def test_every_fault_is_said_at_once(client, every_year):
    text = text_of(client.get(f"{PAGE}?adults=sharing&year=1999&rent=-1"))

    assert "Write how many people share the home." in text
    assert "We do not have the amounts of 1999." in text
    assert "greater than or equal to 0" in text


@time_machine.travel(TODAY, tick=False)
def test_the_link_keeps_what_was_chosen_and_nothing_else(client, every_year):
    asked = f"{PAGE}?adults=couple&child_4=2&lunch_away_1=&rent=6000&name=Anna"

    [link] = re.findall(r'<a href="\?([^"]+)">Link to this sum', client.get(asked).content.decode())

    kept = dict(parse_qsl(unescape(link)))
    assert kept == {
        "adults": "couple",
        "month": "11",
        "year": "2026",
        "child_4": "2",
        "rent": "6000",
    }
    assert "The norm" in text_of(client.get(f"{PAGE}?{unescape(link)}"))


def test_a_stranger_parameter_asks_nothing(client, every_year):
    response = client.get(f"{PAGE}?utm_source=x")

    assert response.status_code == 200
    assert "error" not in response.content.decode().lower()


def test_without_any_year_the_page_says_so(client, db):
    assert "The amounts are not here yet." in text_of(client.get(PAGE))


@pytest.mark.parametrize("children", ["", "&child_0=3&child_4=4&lunch_away_1=5&child_15=2"])
def test_it_takes_two_queries_whatever_is_asked(
    client, every_year, django_assert_num_queries, children
):
    with django_assert_num_queries(2):
        client.get(f"{PAGE}?adults=single{children}")


def test_the_page_sets_no_cookie_and_may_be_kept_for_a_minute(client, every_year):
    response = client.get(PAGE)

    assert response.cookies == {}
    assert "s-maxage=60" in response["Cache-Control"]


def test_what_is_published_shows_at_once(client, every_year):
    before = client.get(PAGE).content.decode()
    NormYearFactory(year=2027)

    assert '<option value="2027"' not in before
    assert '<option value="2027"' in client.get(PAGE).content.decode()


def test_nothing_that_is_typed_runs(client, every_year):
    fields = [
        *("adults", "sharing", "month", "year", "income"),
        *(band.item for band in BANDS),
        *(band.lunch_away_item for band in BANDS if band.may_eat_at_preschool),
        *COSTS,
    ]

    for payloads in batched(ALL, len(fields)):
        typed = dict(zip(fields, payloads, strict=False))
        assert_harmless(client.get(PAGE, typed).content.decode())


@pytest.mark.parametrize("language", ["ar", "fa"])
@time_machine.travel(TODAY, tick=False)
def test_amounts_are_set_from_left_to_right_in_every_language(client, every_year, language):
    page = client.get(f"/{language}/norm/?adults=single").content.decode()

    assert '<bdi dir="ltr">5\u00a0220\u00a0kr</bdi>' in page
