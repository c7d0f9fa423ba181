"""The norm is exactly what the tables and the ordinance say, for every year that we have."""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.norm.calculator import (
    MOST_PEOPLE,
    Adults,
    CannotCount,
    Children,
    Formula,
    Household,
    Norm,
    Row,
    calculate,
    in_kronor,
)
from knowledge.norm.starting_years import amounts_of
from knowledge.norm.tables import BANDS, ITEMS, NormTable, NotATable, band_of
from tests.knowledge.norm import facts

TABLES = {year: NormTable(amounts_of(entry)) for year, entry in facts.YEARS.items()}
HOUSEHOLDS = [((), ()), ((0,), ()), ((5, 9), ()), ((9,), (5,)), ((2, 3, 8, 12, 16, 19), (0, 4))]


def household(
    adults: Adults, ages: tuple[int, ...] = (), away: tuple[int, ...] = (), sharing: int = 0
) -> Household:
    eats_at_home = Counter(band_of(age) for age in ages)
    eats_away = Counter(band_of(age) for age in away)
    return Household(
        adults,
        (
            *(Children(band, number) for band, number in eats_at_home.items()),
            *(Children(band, number, lunch_away=True) for band, number in eats_away.items()),
        ),
        sharing,
    )


def norm_of(year: int, *who: object, **more: object) -> Norm:
    return calculate(TABLES[year], household(*who, **more), formula=Formula.PERSONAL_AND_COMMON)


VECTOR_HOUSEHOLDS = {
    "soc-2014-share5": household(Adults.SHARING, sharing=5),
    "soc-2017-share5": household(Adults.SHARING, sharing=5),
    "gov-2026-single": household(Adults.SINGLE),
    "gov-2026-couple": household(Adults.COUPLE),
    "calc-2026-family4": household(Adults.COUPLE, (5, 9)),
    "calc-2026-family4-utanlunch": household(Adults.COUPLE, (9,), (5,)),
    "calc-2026-share5": household(Adults.SHARING, sharing=5),
}


@pytest.mark.parametrize(
    "vector",
    [vector for vector in facts.VECTORS if vector["id"] in VECTOR_HOUSEHOLDS],
    ids=lambda vector: vector["id"],
)
def test_the_worked_examples_come_out_to_the_krona(vector):
    norm = calculate(
        TABLES[vector["year"]],
        VECTOR_HOUSEHOLDS[vector["id"]],
        formula=Formula.PERSONAL_AND_COMMON,
    )

    assert norm.total == vector["expected"]


def test_the_shared_costs_of_nine_people():
    [vector] = [vector for vector in facts.VECTORS if vector["id"] not in VECTOR_HOUSEHOLDS]

    assert TABLES[vector["year"]].common(9) == vector["expected"]


@pytest.mark.parametrize(
    ("year", "couple", "children"), [*product(facts.YEARS, [False, True], HOUSEHOLDS)]
)
def test_every_year_is_what_the_table_adds_up_to(year, couple, children):
    ages, away = children
    adults = Adults.COUPLE if couple else Adults.SINGLE

    norm = norm_of(year, adults, ages, away)

    assert norm.total == facts.norm(year, couple=couple, ages=ages, away=away)


@pytest.mark.parametrize(("year", "people"), [*product(facts.YEARS, [2, 3, 5, 7, 9])])
def test_an_adult_in_a_shared_home_has_an_equal_part_of_its_costs(year, people):
    norm = norm_of(year, Adults.SHARING, sharing=people)

    assert norm.total == facts.sharing(year, people)


@pytest.mark.parametrize("year", facts.YEARS)
def test_each_person_above_seven_adds_what_the_seventh_did(year):
    table = TABLES[year]

    steps = {table.common(people + 1) - table.common(people) for people in range(7, MOST_PEOPLE)}

    assert steps == {facts.YEARS[year]["common_extra_per_person_over_7"]}


@pytest.mark.parametrize("year", facts.YEARS)
def test_a_year_says_when_lunch_at_preschool_is_not_known(year):
    norm = norm_of(year, Adults.COUPLE, away=(5,))

    is_known = facts.YEARS[year]["utan_lunch_complete"]
    assert TABLES[year].knows_lunch_away is is_known
    assert (norm.total is not None) is is_known
    assert [row.item for row in norm.missing] == ([] if is_known else ["lunch_away_4"])


def test_fractions_stay_exact_until_they_are_shown():
    norm = norm_of(2026, Adults.SHARING, sharing=3)

    assert norm.total == 3940 + Fraction(1790, 3)
    assert (norm.kronor, norm.is_rounded) == (4537, True)
    assert sum(row.kronor for row in norm.rows) == norm.kronor


@pytest.mark.parametrize(
    ("amount", "kronor"),
    [
        (Fraction(7, 2), 4),
        (Fraction(5, 2), 3),
        (Fraction(10, 3), 3),
        (Fraction(-7, 2), -3),
        (Fraction(4), 4),
        (None, None),
    ],
)
def test_half_a_krona_is_rounded_up(amount, kronor):
    assert in_kronor(amount) == kronor


def test_the_lines_say_what_was_counted():
    norm = norm_of(2026, Adults.COUPLE, (5, 4), (1,))

    assert norm.rows == (
        Row("couple", 7100),
        Row("child_4", 3060, number=2),
        Row("lunch_away_1", 2800),
        Row("common", 2330),
    )


ages = st.lists(st.integers(0, 20), max_size=8)
years = st.sampled_from(list(facts.YEARS))
adults = st.sampled_from([Adults.SINGLE, Adults.COUPLE])


@given(year=years, adults=adults, ages=ages, seed=st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_children_does_not_matter(year, adults, ages, seed):
    shuffled = seed.sample(ages, len(ages))

    assert norm_of(year, adults, tuple(ages)).total == norm_of(year, adults, tuple(shuffled)).total


@given(year=years, adults=adults, ages=ages, one_more=st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_a_child_more_never_lowers_the_norm(year, adults, ages, one_more):
    before = norm_of(year, adults, tuple(ages)).total

    assert norm_of(year, adults, (*ages, one_more)).total > before


@given(year=years, people=st.integers(2, MOST_PEOPLE))
@settings(max_examples=40, deadline=None)
def test_sharing_a_home_never_costs_more_than_living_alone(year, people):
    alone = norm_of(year, Adults.SINGLE).total

    assert norm_of(year, Adults.SHARING, sharing=people).total < alone


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Household(Adults.SHARING),
        lambda: Household(Adults.SHARING, sharing=1),
        lambda: Household(Adults.SINGLE, sharing=3),
        lambda: household(Adults.SHARING, (5,), sharing=3),
        lambda: household(Adults.SHARING, sharing=MOST_PEOPLE + 1),
        lambda: Household(Adults.SINGLE, (Children(BANDS[0], MOST_PEOPLE),)),
        lambda: Children(BANDS[0], 0),
        lambda: Children(band_of(7), 1, lunch_away=True),
    ],
)
def test_a_household_that_the_rules_do_not_know_is_refused(wrong):
    with pytest.raises(CannotCount):
        wrong()


@pytest.mark.parametrize("age", range(21))
def test_every_age_up_to_twenty_has_its_band(age):
    assert band_of(age).first <= age <= band_of(age).last


@pytest.mark.parametrize(
    "change",
    [
        {"single": None},
        {"child_7": None},
        {"single": -1},
        {"single": 3940.5},
        {"single": True},
        {"nobody": 1},
    ],
)
def test_amounts_that_are_no_table_are_refused(change):
    with pytest.raises(NotATable):
        NormTable({**TABLES[2026].amounts, **change})


def test_a_table_without_an_item_is_refused():
    amounts = dict(TABLES[2026].amounts)
    del amounts[next(iter(ITEMS))]

    with pytest.raises(NotATable):
        NormTable(amounts)
