"""What the norm is for a household, exactly as the rules of the year say. Pure: it asks no database and no clock.

Information, never a decision: nothing here knows what somebody will get.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.norm.tables import Band, NormTable

MOST_PEOPLE = 20  # beyond that somebody has mistyped


class Adults(models.TextChoices):
    """Who is counted together: spouses and cohabitants are one household, a shared home is not."""

    SINGLE = "single", _("One adult")
    COUPLE = "couple", _("Two adults, married or cohabiting")
    SHARING = "sharing", _("One adult who shares a home, not as a couple")


class CannotCount(ValueError):
    """A household that the rules say nothing about."""


@dataclass(frozen=True)
class Children:
    """So many children of the same ages, who all eat lunch at home or all at preschool."""

    band: Band
    number: int
    lunch_away: bool = False

    def __post_init__(self) -> None:
        if self.number < 1 or (self.lunch_away and not self.band.may_eat_at_preschool):
            raise CannotCount("No such children.")

    @property
    def item(self) -> str:
        return self.band.lunch_away_item if self.lunch_away else self.band.item


@dataclass(frozen=True)
class Household:
    """Who lives together. `sharing`: how many people share the home, with an adult who is not part of a couple."""

    adults: Adults
    children: tuple[Children, ...] = ()
    sharing: int = 0

    def __post_init__(self) -> None:
        if (self.adults == Adults.SHARING) != (self.sharing >= 2):
            raise CannotCount("Who shares a home says how many share it, nobody else does.")
        if self.adults == Adults.SHARING and self.children:
            raise CannotCount("The rule for a shared home is about one adult.")
        if self.people > MOST_PEOPLE:
            raise CannotCount("Too many people.")

    @property
    def people(self) -> int:
        """Count everybody who shares the common costs."""
        if self.adults == Adults.SHARING:
            return self.sharing
        grown_up = 2 if self.adults == Adults.COUPLE else 1
        return grown_up + sum(children.number for children in self.children)


@dataclass(frozen=True)
class Row:
    """One line of the sum: an item of the table or the shared costs (`common`), how many times, divided by how many.

    `each` is None where the year's table does not say it.
    """

    item: str
    each: int | None
    number: int = 1
    divided_by: int = 1

    @property
    def amount(self) -> Fraction | None:
        return None if self.each is None else Fraction(self.each * self.number, self.divided_by)

    @property
    def kronor(self) -> int | None:
        return in_kronor(self.amount)


@dataclass(frozen=True)
class Norm:
    """The norm of a household for a month, line by line. Without every line there is no total."""

    household: Household
    rows: tuple[Row, ...]

    @property
    def total(self) -> Fraction | None:
        amounts = [row.amount for row in self.rows]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Fraction(0)) if len(known) == len(amounts) else None

    @property
    def kronor(self) -> int | None:
        return in_kronor(self.total)

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.amount is None]

    @property
    def is_rounded(self) -> bool:
        return self.total is not None and self.total.denominator != 1


def in_kronor(amount: Fraction | None) -> int | None:
    """Round to the nearest krona, half a krona upwards.

    The ordinance has no rule for it and Socialstyrelsen's worked examples come out even (1 710 / 5 + 2 950 = 3 292).
    Only one line of a sum can be a fraction, so rounding the lines and rounding the total agree.
    """
    return None if amount is None else floor(amount + Fraction(1, 2))


def personal_and_common(table: NormTable, household: Household) -> Norm:
    """Count personal costs of everybody plus the household's shared costs: 12 kap. 2–3 §§ SoF (2025:468).

    An adult in a shared home who is not part of a couple is counted alone, with an equal part of its shared costs.
    """
    item = "couple" if household.adults == Adults.COUPLE else "single"
    shares = household.sharing or 1
    return Norm(
        household,
        (
            Row(item, table.known(item)),
            *(Row(c.item, table.amounts[c.item], number=c.number) for c in household.children),
            Row("common", table.common(household.people), divided_by=shares),
        ),
    )


class Formula(models.TextChoices):
    """How a year's table is counted together. Another way of counting is another choice, with a function of its own."""

    PERSONAL_AND_COMMON = (
        "personal_and_common",
        _("Personal costs plus shared costs, as in every year from 2006 to 2026"),
    )


COUNT: dict[str, Callable[[NormTable, Household], Norm]] = {
    Formula.PERSONAL_AND_COMMON: personal_and_common,
}


def calculate(table: NormTable, household: Household, *, formula: str) -> Norm:
    return COUNT[formula](table, household)
