"""Which district does somebody belong to, who gives a neighbourhood, an old district's name or part of an address?

A name that is known is answered at once; a street's name or a misspelt one is a guess, and said to be one; a name that
does not settle the matter lists what it may be. The search never asks a map: it knows names only.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from modeltranslation.utils import build_localized_fieldname

from districts.models import District, PlaceName

NAME_COLUMNS = [
    build_localized_fieldname("name", code) for code in settings.MODELTRANSLATION_LANGUAGES
]
LONGEST_QUERY = 100
SHORTEST_GUESS = 3  # letters; fewer say too little
SIMILAR_ENOUGH = 0.8

# What a street's name ends with after a place's: Tensta + gången, Hägersten + s + vägen. And what only streets end with.
STREETS = re.compile(
    r"s?(alle|allen|backe|backen|gangen|gata|gatan|grand|leden|park|parken|plan|ringen|slingan|stig"
    r"|stigen|strak|straket|strand|stranden|torg|torget|vag|vagen)"
)
SURELY_A_STREET = re.compile(
    r"(gangen|gata|gatan|grand|leden|stigen|straket|torg|torget|vag|vagen)\d*$"
)


class Outcome(StrEnum):
    FOUND = "found"
    GUESSED = "guessed"
    AMBIGUOUS = "ambiguous"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Name:
    """A name that leads to one of today's districts; `kind` is a PlaceName's, or "district" for its own name."""

    name: str
    key: str
    kind: str
    district: District
    until: date | None = None
    is_ambiguous: bool = False


@dataclass(frozen=True)
class Answer:
    query: str
    outcome: Outcome
    names: tuple[Name, ...] = ()

    @property
    def districts(self) -> list[District]:
        """Answer the districts it may be, each once."""
        return list({name.district.pk: name.district for name in self.names}.values())

    @property
    def reasons(self) -> list[str]:
        """Say, in the reader's language, why these districts are answered."""
        return list(dict.fromkeys(filter(None, map(reason, self.names))))


def find(query: str) -> Answer:
    """Answer with today's district, or districts, for what somebody wrote. The surest way of reading it wins."""
    query = " ".join(query[:LONGEST_QUERY].split())
    names = known_names()
    readings: list[tuple[Callable[[str, list[Name]], list[Name]], Outcome]] = [
        (called_exactly, Outcome.FOUND),
        (mentioned, Outcome.GUESSED),
        (of_the_street, Outcome.GUESSED),
        (beginning_with, Outcome.GUESSED),
        (spelt_similarly, Outcome.GUESSED),
    ]
    for reading, outcome in readings:
        found = reading(query, names)
        if found:
            is_settled = len({name.district.pk for name in found}) == 1
            is_settled = is_settled and not any(name.is_ambiguous for name in found)
            return Answer(query, outcome if is_settled else Outcome.AMBIGUOUS, tuple(found))
    return Answer(query, Outcome.NOTHING)


def district_at(slug: str) -> District | None:
    """Answer the district at an address; that of an old district, or of an area, leads to today's: `spanga-tensta`."""
    district: District | None = District.objects.today().filter(slug=slug).first()
    if district:
        return district
    answer = Answer(slug, Outcome.FOUND, tuple(called_exactly(slug, known_names())))
    return answer.districts[0] if len(answer.districts) == 1 else None


def search_key(name: str) -> str:
    """Answer the letters and digits alone, in lower case, with å ä ö as a a o: "Enskede-Årsta" is "enskedearsta"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^0-9a-z]", "", plain)


def known_names() -> list[Name]:
    """Answer every name that leads to a district of today, the districts' own names first. Two queries."""
    districts = [
        Name(name, search_key(name), "district", district)
        for district in District.objects.today()
        for name in (getattr(district, column) for column in NAME_COLUMNS)
        if name
    ]
    places = PlaceName.objects.filter(district__dissolved_on=None).select_related("district")
    places = places.order_by(
        "search_key", "-kind"
    )  # a neighbourhood before a district of former days
    return districts + [
        Name(
            place.name,
            place.search_key,
            place.kind,
            place.district,
            place.until,
            place.is_ambiguous,
        )
        for place in places
    ]


def called_exactly(query: str, names: list[Name]) -> list[Name]:
    """Keep the names that are just what was written, but for capitals, signs, and å ä ö."""
    wanted = search_key(query)
    return [name for name in names if wanted and name.key == wanted]


def mentioned(query: str, names: list[Name]) -> list[Name]:
    """Keep the names that stand as whole words in what was written; the longest wins ("Norra Ängby", not "Ängby")."""
    words = re.split(r"[\s,;]+", query)
    for length in range(len(words) - 1, 0, -1):
        phrases = {
            search_key("".join(words[start : start + length]))
            for start in range(len(words) - length + 1)
        }
        found = [name for name in names if name.key in phrases]
        if found:
            return found
    return []


def of_the_street(query: str, names: list[Name]) -> list[Name]:
    """Keep the names that a street in the query is called after: "Tenstagången 5" is called after Tensta."""
    streets = [search_key(word) for word in query.split()]
    found = [name for name in names if any(is_called_after(street, name.key) for street in streets)]
    longest = max((len(name.key) for name in found), default=0)
    return [name for name in found if len(name.key) == longest]


def is_called_after(street: str, place: str) -> bool:
    """Say whether the street is called after the place, whose ending may fall away: Skärholmsgången."""
    stems = {place, place.removesuffix("en")}
    return any(
        street.startswith(stem) and STREETS.fullmatch(street.removeprefix(stem)) for stem in stems
    )


def beginning_with(query: str, names: list[Name]) -> list[Name]:
    """Keep the names that begin with what was written: "Hammarby" may be Hammarbyhöjden or Hammarby Sjöstad."""
    wanted = search_key(query)
    return [name for name in names if len(wanted) >= SHORTEST_GUESS and name.key.startswith(wanted)]


def spelt_similarly(query: str, names: list[Name]) -> list[Name]:
    """Keep the names most like what was written, or like the beginning of it. Streets are not guessed from spelling."""
    wanted = search_key(query)
    if len(wanted) <= SHORTEST_GUESS or SURELY_A_STREET.search(wanted):
        return []
    scores = {key: likeness(wanted, key) for key in {name.key for name in names}}
    best = max(scores.values(), default=0)
    return [name for name in names if scores[name.key] == best >= SIMILAR_ENOUGH]


def likeness(wanted: str, key: str) -> float:
    """Answer how much is the same, from 0 to 1, of what was written and of a name or its beginning."""
    matchers = [SequenceMatcher(None, part, wanted) for part in {key, key[: len(wanted)]}]
    return max(matcher.ratio() for matcher in matchers)


def reason(name: Name) -> str:
    """Say how the name leads to its district: "Spånga-Tensta is part of Järva since 1 July 2023."."""
    words = {"name": name.name, "district": name.district.name}
    if name.is_ambiguous:
        return (
            _("Part of %(name)s is in %(district)s. Other parts may be in another district.")
            % words
        )
    if name.until:
        return reason_of_history(name, name.until)
    if name.key in (search_key(name.district.name), search_key(name.district.slug)):
        return ""
    return _("%(name)s is in %(district)s.") % words


def reason_of_history(name: Name, until: date) -> str:
    """Say since when a former district is part of today's, or until when it was one (if there was another between)."""
    words = {"name": name.name, "district": name.district.name}
    if until == name.district.formed_on:
        words["date"] = date_text(until)
        return _("%(name)s is part of %(district)s since %(date)s.") % words
    words["date"] = date_text(until - timedelta(days=1))
    return (
        _("%(name)s was a district of its own until %(date)s. Today it is part of %(district)s.")
        % words
    )


def date_text(day: date) -> str:
    """Answer "1 July 2023" in the active language."""
    return date_format(day, pgettext("date, in Django's date format", "j F Y"))
