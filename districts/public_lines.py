"""What residents see of lines at a moment: is somebody there, when again, and where to turn until then.

Everything is in the active language, and takes the same number of queries however many lines there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from districts import line_hours, phone_hours, public_days, relief, structured_data
from districts.models import District, PhoneLine, Unit
from districts.models.units import PhoneLineQuerySet
from districts.phone_hours import LOCAL, Answer, Layer, Opening, PhoneHours, State
from districts.published import kept_a_minute

KINDS_FIRST = [
    Unit.Kind.CONTACT_CENTRE,
    Unit.Kind.RECEPTION,
    Unit.Kind.INCOME_SUPPORT,
    Unit.Kind.VIOLENCE_TEAM,
    Unit.Kind.DUTY_PHONE,
    Unit.Kind.COUNSELLING,
    Unit.Kind.EMERGENCY,
]
WITH_A_REASON = {Layer.CLOSURE, Layer.EXCEPTION, Layer.HOLIDAY}


@dataclass(frozen=True)
class ShownLine:
    """A line at a moment. `chain`: where callers go outside its hours, in order."""

    line: PhoneLine
    hours: PhoneHours
    at: datetime
    chain: tuple["ShownLine", ...] = ()

    def reckoned(self) -> Self:
        """Answer itself, knowing already what it tells of this moment."""
        _ = self.answer, self.text
        return self

    @cached_property
    def answer(self) -> Answer:
        return phone_hours.open_at(self.hours, self.at)

    @cached_property
    def text(self) -> str:
        return phone_hours.describe(self.hours, self.at, get_language() or "")

    @property
    def state(self) -> str:
        return self.answer.state.value

    @property
    def is_open(self) -> bool | None:
        """None: not known."""
        return {State.OPEN: True, State.CLOSED: False}.get(self.answer.state)

    @property
    def openings_of_the_day(self) -> list[Opening] | None:
        """Answer the times it opens on the day of the moment; None where they are not known."""
        today = self.at.astimezone(LOCAL).date()
        if phone_hours.day(self.hours, today).intervals is None:
            return None
        return list(phone_hours.openings(self.hours, today, today))

    @property
    def outside_hours(self) -> PhoneLine | None:
        return self.chain[0].line if self.chain else None

    @property
    def reason(self) -> SafeString | None:
        """Say why nobody answers, where there is more to say than that it is evening."""
        if self.answer.state is State.OPEN or self.answer.layer not in WITH_A_REASON:
            return None
        return public_days.reason_text(self.answer.layer, self.answer.reason)

    @property
    def is_chat(self) -> bool:
        return self.line.channel == PhoneLine.Channel.CHAT

    @property
    def has_days(self) -> bool:
        """Say whether a table of days tells more than one sentence does."""
        return self.line.mode == PhoneLine.Mode.HOURS

    @cached_property
    def days(self) -> list[public_days.Row]:
        return public_days.table(self.hours, self.at)

    @cached_property
    def changes(self) -> list[public_days.Change]:
        return public_days.changes(self.hours, self.at)

    @property
    def structured(self) -> dict[str, Any]:
        """Answer the line as schema.org describes an office that one can call."""
        today = self.at.astimezone(LOCAL).date()
        number = {"telephone": self.line.dial} if self.line.dial else {}
        return {
            "@type": "GovernmentOffice",
            "name": str(self.line.unit),
            "description": self.line.role,
            "openingHoursSpecification": structured_data.opening_hours(self.hours, today),
            "specialOpeningHoursSpecification": structured_data.special_opening_hours(
                self.hours, today
            ),
            **number,
        }


@dataclass(frozen=True)
class ShownUnit:
    unit: Unit
    lines: list[ShownLine]


def show(lines: Iterable[PhoneLine], *, at: datetime) -> list[ShownLine]:
    """Answer the lines with their hours and with the public lines that callers go to outside them."""
    lines = list(lines)
    chains = {
        line: [after for after in chain if after.is_public]
        for line, chain in relief.chains(lines).items()
    }
    followers = {after for chain in chains.values() for after in chain}
    hours = line_hours.of_many({*lines, *followers}, at=at, language=get_language() or "")
    shown = {line: ShownLine(line, of_line, at) for line, of_line in hours.items()}
    return [
        replace(shown[line], chain=tuple(shown[after] for after in chains[line])) for line in lines
    ]


def of_district(district: District, *, at: datetime) -> list[ShownLine]:
    """Answer the district's lines, those one asks first in front."""
    lines = visible(at).filter(unit__district=district)
    return show(sorted(lines, key=lambda line: first_asked(line.unit)), at=at)


def of_area(district: District | None, *, at: datetime) -> list[ShownUnit]:
    """Answer the units of a district, or without one the city-wide ones, each with its lines."""
    units = Unit.objects.open_on(at.astimezone(LOCAL).date()).filter(district=district)
    lines: dict[int, list[ShownLine]] = {}
    for shown in show(visible(at).filter(unit__district=district), at=at):
        lines.setdefault(shown.line.unit_id, []).append(shown)
    return [ShownUnit(unit, lines.get(unit.pk, [])) for unit in sorted(units, key=first_asked)]


def main_of_each(districts: Iterable[District], *, at: datetime) -> dict[District, ShownLine]:
    """Answer for each district the line that one asks first. A district without lines is left out."""
    lines = visible(at).filter(unit__district__in=districts)
    first: dict[int | None, PhoneLine] = {}
    for line in sorted(lines, key=lambda line: first_asked(line.unit)):
        first.setdefault(line.unit.district_id, line)
    shown = {each.line.unit.district_id: each for each in show(first.values(), at=at)}
    return {district: shown[district.pk] for district in districts if district.pk in shown}


def first_of_kind(kind: Unit.Kind, *, at: datetime) -> ShownLine | None:
    """Answer a city-wide unit's line: the contact centre's, the social emergency service's."""
    lines = visible(at).filter(unit__district=None, unit__kind=kind)[:1]
    return next(iter(show(lines, at=at)), None)


def contact_centre(*, at: datetime) -> ShownLine | None:
    """Answer the contact centre's line, which nearly every page tells, as it was reckoned this minute."""

    def reckoned() -> ShownLine | None:
        shown = first_of_kind(Unit.Kind.CONTACT_CENTRE, at=at)
        return shown and shown.reckoned()

    return kept_a_minute(f"contact centre {get_language()}", reckoned)


def visible(at: datetime) -> PhoneLineQuerySet:
    """Keep the lines that residents may see: public ones, of units that exist that day."""
    units = Unit.objects.open_on(at.astimezone(LOCAL).date())
    return PhoneLine.objects.filter(is_public=True, unit__in=units).select_related("unit__district")


def first_asked(unit: Unit) -> tuple[int, str]:
    """Answer what units are sorted by: those that most people ask for in front, then by name."""
    kind = Unit.Kind(unit.kind)
    place = KINDS_FIRST.index(kind) if kind in KINDS_FIRST else len(KINDS_FIRST)
    return place, unit.sort_key
