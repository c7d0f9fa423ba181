"""What the calculator answers, in words: for residents, beside a contact, for a proposed year, and for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.models import NormYear
from knowledge.norm import budget, calculator
from knowledge.norm.budget import COSTS, Budget
from knowledge.norm.calculator import Household, Norm, Row
from knowledge.norm.tables import ITEMS, Text, common_label

# New rules for the norm are announced from this day on: a reference value, other items, a cap for larger households.
# https://www.regeringen.se/rattsliga-dokument/lagradsremiss/2025/12/reformerat-forsorjningsstod--bidragstak-och-okade-mojligheter-till-arbete/
# They are told, and not guessed: a year from then on is counted when editors have published its table.
NEW_RULES_FROM = date(2027, 1, 1)


@dataclass(frozen=True)
class ShownRow:
    label: Text
    row: Row

    @property
    def is_worked_out(self) -> bool:
        """Say whether the amount is another one than stands in the table."""
        return self.row.number > 1 or self.row.divided_by > 1


@dataclass(frozen=True)
class ShownCost:
    label: Text
    kronor: int


@dataclass(frozen=True)
class Answer:
    """The norm of a household in a month. `month`: its first day."""

    year: NormYear
    month: date
    norm: Norm
    budget: Budget | None = None

    @property
    def rows(self) -> Iterator[ShownRow]:
        for row in self.norm.rows:
            yield ShownRow(label_of(row, self.norm), row)

    @property
    def costs(self) -> Iterator[ShownCost]:
        for name, kronor in self.budget.costs.items() if self.budget else ():
            yield ShownCost(COSTS[name], kronor)

    @property
    def legal_basis(self) -> list[str]:
        return self.year.legal_basis_on(self.month)


def label_of(row: Row, norm: Norm) -> Text:
    return common_label(norm.household.people) if row.item == "common" else ITEMS[row.item]


def answer(
    year: NormYear,
    month: date,
    household: Household,
    *,
    costs: Mapping[str, int] | None = None,
    income: int | None = None,
) -> Answer:
    norm = calculator.calculate(year.table, household, formula=year.formula)
    beside = budget.budget_of(norm, costs=costs or {}, income=income)
    return Answer(year, month, norm, beside)


def month_to_begin_with(years: list[int], today: date) -> date:
    """Answer this month; where the norm is not known for it, the last one before for which it is."""
    if today.year in years:
        return today.replace(day=1)
    earlier = [year for year in years if year < today.year]
    return date(max(earlier), 12, 1) if earlier else date(min(years), 1, 1)
