"""The second step, for who wants it: reasonable costs beside the norm, and income. A plain sum, which says nothing of what somebody gets.

Which costs stand beside the norm is what norm_years.json lists as added separately at reasonable actual cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from knowledge.norm.calculator import Norm, in_kronor
from knowledge.norm.tables import Text

COSTS: dict[str, Text] = {
    "rent": _("Rent"),
    "electricity": _("Electricity"),
    "insurance": _("Home insurance"),
    "travel": _("Travel to work"),
    "fees": _("Trade union and unemployment fund"),
}


@dataclass(frozen=True)
class Budget:
    """What somebody typed beside the norm, in whole kronor a month."""

    norm: Fraction
    costs: Mapping[str, int]
    income: int

    @property
    def kronor(self) -> int | None:
        """Answer norm + costs − income, below zero where the income is larger."""
        return in_kronor(self.norm + sum(self.costs.values()) - self.income)


def budget_of(norm: Norm, *, costs: Mapping[str, int], income: int | None) -> Budget | None:
    """Answer the sum; None where nothing was typed beside the norm, or the norm itself is not known."""
    if norm.total is None or (not costs and income is None):
        return None
    return Budget(norm.total, costs, income or 0)
