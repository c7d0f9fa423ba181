"""How colleagues reach a unit by phone: also on lines that residents are not shown, and after the unit was taken over."""

from collections.abc import Iterable
from datetime import datetime

from districts import public_lines
from districts.models import PhoneLine, Unit
from districts.public_lines import ShownLine, ShownUnit


def units(slugs: Iterable[str], *, at: datetime) -> dict[str, ShownUnit]:
    """Answer each unit that exists with its phone lines as they are at the moment; a closed one's successor in its place."""
    found = {slug: _today(unit) for slug, unit in _by_slug(slugs).items()}
    lines = PhoneLine.objects.filter(unit__in=found.values(), channel=PhoneLine.Channel.PHONE)
    shown: dict[int, list[ShownLine]] = {}
    for line in public_lines.show(lines.select_related("unit__district"), at=at):
        shown.setdefault(line.line.unit_id, []).append(line)
    return {slug: ShownUnit(unit, shown.get(unit.pk, [])) for slug, unit in found.items()}


def _by_slug(slugs: Iterable[str]) -> dict[str, Unit]:
    asked = Unit.objects.filter(slug__in=set(slugs)).select_related("successor__successor")
    return {unit.slug: unit for unit in asked}


def _today(unit: Unit) -> Unit:
    """Follow on to the unit that took over, and to the one that took over from that."""
    while unit.closed_on and unit.successor:
        unit = unit.successor
    return unit
