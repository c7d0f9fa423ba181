"""What is another in a proposed year than before, and what in it looks like a mistake. It warns; people decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.models import NormYear
from knowledge.norm.tables import BANDS, COMMON_ITEMS, ITEMS, NormTable, Text

MUCH = 0.15  # of the year before: since 2006 only the amounts of children from eleven years in 2012 changed by more
CHOICES: dict[str, Promise] = {
    "status": gettext_lazy("How sure it is"),
    "formula": gettext_lazy("How it is counted"),
}
TEXTS: dict[str, Promise] = {
    "legal_basis": gettext_lazy("Law"),
    "sources": gettext_lazy("Sources"),
    "notes": gettext_lazy("Notes for staff"),
}


@dataclass(frozen=True)
class Difference:
    what: Text
    before: str
    after: str


def base_of(version: NormYear) -> NormYear | None:
    """Answer what a version is measured against: what held before it in the year; for a new year, the year before."""
    has_held = NormYear.objects.filter(
        state__in=[NormYear.State.PUBLISHED, NormYear.State.REPLACED]
    )
    earlier = has_held.filter(year=version.year, version__lt=version.version).first()
    return earlier or NormYear.objects.published().filter(year=version.year - 1).first()


def differences(before: NormYear, after: NormYear) -> Iterator[Difference]:
    for item, label in ITEMS.items():
        old, new = before.amounts[item], after.amounts[item]
        if old != new:
            yield Difference(label, _in_words(old), _in_words(new))
    for name, label in CHOICES.items():
        if getattr(before, name) != getattr(after, name):
            old_choice, new_choice = (getattr(v, f"get_{name}_display")() for v in (before, after))
            yield Difference(label, old_choice, new_choice)
    for name, label in TEXTS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference(label, "; ".join(old.splitlines()), "; ".join(new.splitlines()))


def _in_words(amount: int | None) -> str:
    return _("Not known") if amount is None else str(amount)


def oddities(table: NormTable, before: NormTable | None) -> list[str]:
    """List what looks like a mistake in a table, also beside the one of before."""
    found = [*odd_in_itself(table)]
    if before:
        found += odd_beside(table, before)
    return found


def odd_in_itself(table: NormTable) -> Iterator[str]:
    if not table.known("single") < table.known("couple") < 2 * table.known("single"):
        yield _("A couple usually has more than one adult, and less than two.")
    for fewer, more in pairwise(COMMON_ITEMS):
        if table.known(fewer) >= table.known(more):
            yield _("%(item)s: usually more than for one person less.") % {"item": ITEMS[more]}
    for band in BANDS:
        away = table.amounts.get(band.lunch_away_item)
        if away is not None and away >= table.known(band.item):
            yield _("%(item)s: usually less than with all meals at home.") % {
                "item": ITEMS[band.lunch_away_item]
            }
    if any(amount % 10 for amount in table.amounts.values() if amount):
        yield _("Amounts are usually even tens of kronor.")
    if not table.knows_lunch_away:
        yield _(
            "Amounts for lunch at preschool are missing. Whoever asks is told that they are not known."
        )


def odd_beside(table: NormTable, before: NormTable) -> Iterator[str]:
    for item, label in ITEMS.items():
        old, new = before.amounts[item], table.amounts[item]
        if old and new and abs(new - old) > MUCH * old:
            yield _("%(item)s: changes by more than 15 percent, from %(before)s to %(after)s.") % {
                "item": label,
                "before": old,
                "after": new,
            }
