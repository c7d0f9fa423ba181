"""A person in the trail: the same pseudonym for the same personal number, and no way back without the key."""

import re
from dataclasses import dataclass

from contactcenter.audit import keys

NUMBER = re.compile(r"(?P<century>\d\d)?(?P<year>\d\d)(?P<day>\d{4})(?P<sign>[-+]?)(?P<last>\d{4})")


@dataclass(frozen=True)
class Pseudonym:
    """What stands in the trail instead of a personal number."""

    value: str

    def __str__(self) -> str:
        return self.value


def looks_like_a_number(text: str) -> bool:
    """Tell whether somebody has written a personal number where none belongs."""
    return NUMBER.fullmatch(_without_spaces(text)) is not None


def normalised(number: str, *, year: int) -> str:
    """Write a personal or coordination number with its century and without a sign: 811228-9874 → 198112289874.

    Without a century the number is read as in `year`: a hyphen, or nothing, says that the person does not turn a hundred before
    that year ends; a plus sign that the person does, or has (Folkbokföringslag 1991:481, 18 §).
    """
    match = NUMBER.fullmatch(_without_spaces(number))
    if not match:
        raise ValueError("Not a personal number.")
    century = match["century"]
    if not century:
        back = (year - int(match["year"])) % 100 + (100 if match["sign"] == "+" else 0)
        century = f"{(year - back) // 100:02}"
    return f"{century}{match['year']}{match['day']}{match['last']}"


def of(number: str, *, year: int) -> Pseudonym:
    """Make the pseudonym of a personal number as it is written in `year`."""
    return Pseudonym(keys.seal(keys.PSEUDONYM, normalised(number, year=year).encode()))


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)
