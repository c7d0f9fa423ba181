"""The tables as they were written down, read apart from the product's own reading, and what the norm is by them.

Counted the plain way: a list of people's amounts is added up. Nothing here imports the calculator.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.conf import settings

DATA = json.loads((settings.BASE_DIR / "knowledge" / "norm" / "norm_years.json").read_text())
YEARS: dict[int, dict[str, Any]] = {int(year): entry for year, entry in DATA["years"].items()}
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())


def child(year: int, age: int, *, lunch_away: bool = False) -> int | None:
    for code, amounts in YEARS[year]["children"].items():
        first, _dash, last = code.partition("-")
        if int(first) <= age <= int(last or first):
            return amounts["utan_lunch"] if lunch_away else amounts["full"]
    raise AssertionError(age)


def common(year: int, people: int) -> int:
    table = YEARS[year]["common"]
    beyond = max(people - 7, 0)
    return table[str(min(people, 7))] + beyond * YEARS[year]["common_extra_per_person_over_7"]


def norm(
    year: int, *, couple: bool = False, ages: tuple[int, ...] = (), away: tuple[int, ...] = ()
) -> int | None:
    """Answer the norm of one or two adults with children of these ages, some of whom eat at preschool."""
    adults = YEARS[year]["adults"]
    children = [child(year, age) for age in ages]
    children += [child(year, age, lunch_away=True) for age in away]
    if None in children:
        return None
    people = (2 if couple else 1) + len(children)
    personal = adults["sambor_total_for_two"] if couple else adults["ensamstaende"]
    return personal + sum(children) + common(year, people)


def sharing(year: int, people: int) -> Fraction:
    return YEARS[year]["adults"]["ensamstaende"] + Fraction(common(year, people), people)
