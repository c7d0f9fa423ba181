"""What staff find in this room: the district behind any name that people use, and the lines behind any words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from districts import find as places
from districts import public_lines
from districts.find import NAME_COLUMNS, search_key
from districts.models import District, PhoneLine, Unit
from districts.models.units import PhoneLineQuerySet
from districts.phone_hours import LOCAL
from districts.public_lines import ShownLine

LINES_SHOWN = 12
ROLE_COLUMNS = [column.replace("name", "role") for column in NAME_COLUMNS]


@dataclass(frozen=True)
class Found:
    """What the room found. `total`: how many lines there are, when not all are shown."""

    template: ClassVar[str] = "districts/_found.html"

    place: places.Answer
    lines: list[ShownLine]
    total: int

    def __len__(self) -> int:
        return self.total + len(self.place.districts)


def find(query: str, *, at: datetime) -> Found:
    """Find lines by every word, or else the lines of the district that the words lead to.

    A district that is only a guess is not worth showing beside lines that are called just what was asked for.
    """
    place = places.find(query)
    lines = sorted(answered(at), key=lambda line: public_lines.first_asked(line.unit))
    hits = with_all_words(query, lines)
    if hits and place.outcome is places.Outcome.GUESSED:
        place = places.Answer(query, places.Outcome.NOTHING)
    hits = hits or best_in(place.districts, query, lines)
    return Found(place, public_lines.show(hits[:LINES_SHOWN], at=at), len(hits))


def answered(at: datetime) -> PhoneLineQuerySet:
    """Keep the lines of the units that exist that day, those too that residents do not see."""
    units = Unit.objects.open_on(at.astimezone(LOCAL).date())
    lines = PhoneLine.objects.filter(unit__in=units).select_related("unit__district")
    return lines.prefetch_related("unit__predecessors")


def of_the_city(at: datetime) -> list[PhoneLine]:
    """Answer the city-wide lines, those that most people ask for in front."""
    lines = answered(at).filter(unit__district=None)
    return sorted(lines, key=lambda line: public_lines.first_asked(line.unit))


def with_all_words(query: str, lines: Iterable[PhoneLine]) -> list[PhoneLine]:
    words = [search_key(word) for word in query.split()]
    return [line for line in lines if all(word in known_as(line) for word in words)]


def best_in(
    districts: Iterable[District], query: str, lines: Iterable[PhoneLine]
) -> list[PhoneLine]:
    """Keep the districts' lines, and of those the ones that most of the words speak of."""
    words = [search_key(word) for word in query.split()]
    ids = {district.pk for district in districts}
    scores = {
        line: sum(word in known_as(line) for word in words)
        for line in lines
        if line.unit.district_id in ids
    }
    best = max(scores.values(), default=0)
    return [line for line, score in scores.items() if score == best]


def known_as(line: PhoneLine) -> str:
    """Answer everything that a line is called, as one text to look for words in: also its unit's former names."""
    units = [line.unit, *line.unit.predecessors.all()]
    names = [getattr(unit, column) for unit in units for column in NAME_COLUMNS]
    names += [getattr(line, column) for column in ROLE_COLUMNS]
    if line.unit.district:
        names += [getattr(line.unit.district, column) for column in NAME_COLUMNS]
    names += [line.unit.get_kind_display(), line.number, line.dial]
    return " ".join(search_key(str(name)) for name in names if name)
