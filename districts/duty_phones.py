"""Who answers an urgent matter in a district at a moment: its duty phone in office hours, then the next in the chain.

"Samtliga har en jourtelefon under kontorstid. Övrig tid hänvisas den enskilde med sociala frågor till socialjouren":
the city's inquiry on its contact centre, 2023, section 4.2. When office hours are, no source says: a duty phone whose own
hours nobody has entered is taken to have those of the contact centre, or of the line that DUTY_PHONE_HOURS_OF names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.utils.translation import get_language

from districts import line_hours, relief
from districts.models import District, DutyPhoneGap, PhoneLine, Unit
from districts.models.units import PhoneLineQuerySet, UnitQuerySet
from districts.phone_hours import LOCAL, Mode, PhoneHours
from districts.public_lines import ShownLine

Lacks = DutyPhoneGap.Lacks
HoursOfLines = Mapping[PhoneLine, PhoneHours]


@dataclass(frozen=True)
class Route:
    """Whom to ring. `passed`: the lines that come first and cannot be rung now; `lacks`: why the duty phone never can.

    afterwards: lines of the district's unit that goes on with the matter.
    """

    district: District | None
    answering: ShownLine | None
    passed: tuple[ShownLine, ...]
    lacks: Lacks | None
    has_assumed_hours: bool  # taken to be open, because these are office hours
    afterwards: tuple[ShownLine, ...] = ()


def route(district: District | None, *, at: datetime, afterwards: Unit.Kind | None = None) -> Route:
    """Answer whom to ring, in the same number of queries however long the chain is.

    Without a district, or without its duty phone, it is whoever comes next; in the end the social emergency service.
    afterwards: the kind of unit that goes on with the matter.
    """
    phones = lines_of(district, Unit.Kind.DUTY_PHONE, at=at)
    following = lines_of(district, afterwards, at=at)
    asked = chain_from(phones, at=at)
    own, office = own_and_office_hours([*asked, *following], at=at)
    hours = {line: assumed(of_line, office, line) for line, of_line in own.items()}
    found = relief.first_that_answers(asked, hours, at)
    shown = [ShownLine(step.line, hours[step.line], at) for step in found.steps]
    return Route(
        district=district,
        answering=shown[-1] if found.line else None,
        passed=tuple(shown[:-1] if found.line else shown),
        lacks=lacking(district, phones, at=at) if district else None,
        has_assumed_hours=bool(found.line and hours[found.line] != own[found.line]),
        afterwards=tuple(ShownLine(line, hours[line], at) for line in following),
    )


def lines_of(district: District | None, kind: Unit.Kind | None, *, at: datetime) -> list[PhoneLine]:
    """Answer the lines of the district's unit of that kind, if there is one that day."""
    if district is None or kind is None:
        return []
    return list(callable_lines(at).filter(unit__district=district, unit__kind=kind))


def emergency_lines(at: datetime) -> PhoneLineQuerySet:
    return callable_lines(at).filter(unit__district=None, unit__kind=Unit.Kind.EMERGENCY)


def callable_lines(at: datetime) -> PhoneLineQuerySet:
    units = open_units(at)
    lines: PhoneLineQuerySet = PhoneLine.objects.filter(
        unit__in=units, channel=PhoneLine.Channel.PHONE, is_historical=False
    )
    return lines.select_related("unit__district")


def open_units(at: datetime) -> UnitQuerySet:
    units: UnitQuerySet = Unit.objects.open_on(at.astimezone(LOCAL).date())
    return units


def chain_from(phones: list[PhoneLine], *, at: datetime) -> list[PhoneLine]:
    """Answer the phones, those they send callers to, and the social emergency service, each once.

    The contact centre is left out: it is who asks.
    """
    following = chain.from_iterable(relief.chains(phones).values())
    lines = dict.fromkeys([*phones, *following, *emergency_lines(at)])
    return [line for line in lines if line.unit.kind != Unit.Kind.CONTACT_CENTRE]


def own_and_office_hours(
    lines: Iterable[PhoneLine], *, at: datetime
) -> tuple[HoursOfLines, PhoneHours | None]:
    """Answer each line's own hours, and what office hours are, if the line that they are taken from exists."""
    lines = list(lines)
    offices = list(office_line(at))
    hours = line_hours.of_many({*lines, *offices}, at=at, language=get_language() or "sv")
    return {line: hours[line] for line in lines}, hours[offices[0]] if offices else None


def office_line(at: datetime) -> PhoneLineQuerySet:
    """Keep the line whose hours are office hours: the one that the setting names, or the contact centre's."""
    lines = callable_lines(at)
    if settings.DUTY_PHONE_HOURS_OF:
        return lines.filter(slug=settings.DUTY_PHONE_HOURS_OF)
    return lines.filter(unit__district=None, unit__kind=Unit.Kind.CONTACT_CENTRE)[:1]


def assumed(own: PhoneHours, office: PhoneHours | None, line: PhoneLine) -> PhoneHours:
    """Answer the line's own hours; office hours for a duty phone that has none. Its own closures and holidays hold."""
    if not office or line.unit.kind != Unit.Kind.DUTY_PHONE or has_hours(own):
        return own
    return replace(own, mode=office.mode, weeks=office.weeks, seasons=office.seasons)


def has_hours(hours: PhoneHours) -> bool:
    """Say whether somebody has entered when the line is answered."""
    is_empty = hours.mode is Mode.HOURS and not (hours.weeks or hours.seasons)
    return not is_empty and hours.mode is not Mode.NOT_PUBLISHED


def lacking(district: District, phones: Iterable[PhoneLine], *, at: datetime) -> Lacks | None:
    """Say what keeps the district's duty phone from being rung at any hour."""
    phones = list(phones)
    if any(line.number for line in phones):
        return None
    if phones:
        return Lacks.NUMBER
    has_unit = open_units(at).filter(district=district, kind=Unit.Kind.DUTY_PHONE).exists()
    return Lacks.LINE if has_unit else Lacks.UNIT
