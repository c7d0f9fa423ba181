"""The table of a year: what the norm counts for each person and for the household, in whole kronor a month.

A table is one flat list of named amounts, so that a form, a file, a pasted text and a difference all speak of the same
items. Its shape is that of 12 kap. 2 § socialtjänstförordningen (2025:468), and of 2 kap. 1 § in the one before (2001:937).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Text = str | Promise

OLDEST_AT_PRESCHOOL = 6
LARGEST_IN_TABLE = 7  # people in a household; above that the rules say how to go on


@dataclass(frozen=True)
class Band:
    """Children of some ages, for whom the norm is the same; `first` and `last` in whole years."""

    first: int
    last: int

    @property
    def code(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def label(self) -> Text:
        if self.first == self.last:
            return format_lazy(_("Age {age}"), age=self.first)
        return format_lazy(_("Age {first}–{last}"), first=self.first, last=self.last)

    @property
    def may_eat_at_preschool(self) -> bool:
        """Say whether the table has a lower amount for who eats lunch at preschool five days a week."""
        return self.last <= OLDEST_AT_PRESCHOOL

    @property
    def item(self) -> str:
        return f"child_{self.first}"

    @property
    def lunch_away_item(self) -> str:
        return f"lunch_away_{self.first}"


BANDS = (
    Band(0, 0),
    Band(1, 2),
    Band(3, 3),
    Band(4, 6),
    Band(7, 10),
    Band(11, 14),
    Band(15, 18),
    Band(19, 20),  # who lives at home and still goes to school; others of that age are adults
)
OLDEST_CHILD = BANDS[-1].last


def band_of(age: int) -> Band:
    return next(band for band in BANDS if band.first <= age <= band.last)


def common_item(people: int) -> str:
    return f"common_{people}"


def common_label(people: int) -> Text:
    return format_lazy(_("Shared costs, people at home: {people}"), people=people)


CHILD_ITEMS: dict[str, Text] = {
    band.item: format_lazy(_("Child: {ages}"), ages=band.label) for band in BANDS
}
LUNCH_AWAY_ITEMS: dict[str, Text] = {
    band.lunch_away_item: format_lazy(_("Child: {ages}, lunch at preschool"), ages=band.label)
    for band in BANDS
    if band.may_eat_at_preschool
}
ADULT_ITEMS: dict[str, Text] = {
    "single": _("One adult"),
    "couple": _("Two adults, married or cohabiting"),
}
COMMON_ITEMS: dict[str, Text] = {
    common_item(people): common_label(people) for people in range(1, LARGEST_IN_TABLE + 1)
}
ITEMS: dict[str, Text] = CHILD_ITEMS | LUNCH_AWAY_ITEMS | ADULT_ITEMS | COMMON_ITEMS


class NotATable(ValueError):
    """Amounts that are not a table: one is missing, unknown, or no whole number of kronor."""


@dataclass(frozen=True)
class NormTable:
    """The amounts of a year by item. Only what is counted for lunch at preschool may be unknown: then it is None."""

    amounts: Mapping[str, int | None]

    def __post_init__(self) -> None:
        if set(self.amounts) != set(ITEMS):
            raise NotATable("A table has an amount for each item, and for nothing else.")
        for item, amount in self.amounts.items():
            is_unknown = amount is None and item in LUNCH_AWAY_ITEMS
            if not (is_unknown or (type(amount) is int and amount >= 0)):
                raise NotATable(f"{item}: not a whole number of kronor.")

    def known(self, item: str) -> int:
        """Answer an amount that every table has: any but those for lunch at preschool."""
        amount = self.amounts[item]
        if amount is None:
            raise NotATable(f"{item}: not known.")
        return amount

    def common(self, people: int) -> int:
        """Answer the shared costs of a household, also of one larger than the table.

        Each person above seven adds what the seventh does: 12 kap. 3 § first paragraph SoF (2025:468).
        """
        largest = self.known(common_item(LARGEST_IN_TABLE))
        if people <= LARGEST_IN_TABLE:
            return self.known(common_item(people))
        step = largest - self.known(common_item(LARGEST_IN_TABLE - 1))
        return largest + (people - LARGEST_IN_TABLE) * step

    @property
    def alone(self) -> int:
        """Answer the norm of one adult who lives alone."""
        return self.known("single") + self.common(1)

    @property
    def couple(self) -> int:
        """Answer the norm of two adults who are a couple, without children."""
        return self.known("couple") + self.common(2)

    @property
    def children(self) -> list[tuple[Band, int, int | None]]:
        """Answer each band's amounts: all meals at home, and lunch at preschool."""
        return [
            (band, self.known(band.item), self.amounts.get(band.lunch_away_item)) for band in BANDS
        ]

    @property
    def others(self) -> list[tuple[Text, int]]:
        """Answer what is counted for adults and for the household, with its name."""
        return [(label, self.known(item)) for item, label in (ADULT_ITEMS | COMMON_ITEMS).items()]

    @property
    def knows_lunch_away(self) -> bool:
        return all(self.amounts[item] is not None for item in LUNCH_AWAY_ITEMS)


@dataclass(frozen=True)
class Source:
    """Where an amount was read: a name, and the address where there is one."""

    name: str
    url: str = ""


def sources_in(text: str) -> list[Source]:
    """Read sources, one a line."""
    return [source_in(line) for line in map(str.strip, text.splitlines()) if line]


def source_in(line: str) -> Source:
    """Read a name, and the address at its end; an address alone is its own name."""
    name, _space, last = line.rpartition(" ")
    has_address = last.startswith(("https://", "http://"))
    return Source(name.strip() or last, last) if has_address else Source(line)


def as_lines(sources: Iterable[Source]) -> str:
    return "\n".join(f"{source.name} {source.url}".strip() for source in sources)


def legal_basis_on(day: date, text: str) -> list[str]:
    """Answer the law that holds on a day. One reference a line; from a line `2025-07-01:` on, those below hold instead."""
    holding: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        begins = re.fullmatch(r"(\d{4}-\d\d-\d\d):", line)
        if begins and date.fromisoformat(begins[1]) > day:
            break
        if begins:
            holding = []
        else:
            holding.append(line)
    return holding
