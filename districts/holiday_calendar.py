"""Days that may be holidays, as the `holidays` library knows them for Sweden: suggestions, which a person decides on.

Public holidays and eves wait for a decision. Half days are hints only: nobody is asked to wait for them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays
from holidays.constants import BANK, DE_FACTO, OPTIONAL, PUBLIC

LIBRARY_LANGUAGE = {"en": "en_US"}  # every other reader gets the Swedish names


class Kind(StrEnum):
    PUBLIC = "public"
    EVE = "eve"  # Midsummer Eve, Christmas Eve and New Year's Eve: free by the Annual Leave Act
    HALF_DAY = "half_day"  # such as Maundy Thursday


@dataclass(frozen=True, order=True)
class SuggestedDay:
    day: date
    name: str
    kind: Kind

    @property
    def waits_for_decision(self) -> bool:
        return self.kind is not Kind.HALF_DAY


@lru_cache(maxsize=256)
def suggested(year: int, language: str) -> tuple[SuggestedDay, ...]:
    """Answer a year's public holidays, eves and half days in order. Ordinary Sundays are not among them."""
    public, eves = _names(year, language, PUBLIC), _names(year, language, DE_FACTO)
    days = [SuggestedDay(day, name, Kind.PUBLIC) for day, name in public.items()]
    days += [SuggestedDay(day, name, Kind.EVE) for day, name in eves.items()]
    days += [
        SuggestedDay(day, name, Kind.HALF_DAY)
        for day, name in _half_days(year, language).items()
        if day not in public
    ]
    return tuple(sorted(days))


def ahead(today: date, *, days: int, language: str) -> list[SuggestedDay]:
    """Answer the same from today until so many days from now, both included."""
    last = today + timedelta(days=days)
    years = range(today.year, last.year + 1)
    of_years = (each for year in years for each in suggested(year, language))
    return [each for each in of_years if today <= each.day <= last]


def _half_days(year: int, language: str) -> dict[date, str]:
    """Answer the days before a holiday when both banks and many others close at two.

    The library adds that time to the name. It is the banks', so we leave it out.
    """
    optional = _names(year, language, OPTIONAL)
    banks = _names(year, language, BANK)
    return {day: name.partition(" (")[0] for day, name in optional.items() if day in banks}


def _names(year: int, language: str, category: str) -> dict[date, str]:
    return dict(
        holidays.country_holidays(
            "SE",
            years=year,
            categories=(category,),
            language=LIBRARY_LANGUAGE.get(language, "sv"),
        )
    )
