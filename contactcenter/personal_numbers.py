"""Swedish personal and coordination numbers: read as people write them, checked, found in free text and masked there.

A personal number (personnummer) is a date, a three-digit birth number and a check digit; the sign before the last four is a
hyphen, and a plus from the year in which the person turns a hundred: Folkbokföringslag (1991:481), 18 §. A coordination number
(samordningsnummer) is the same with 60 added to the day: Lag (2022:1697) om samordningsnummer. The date of either may be a day
near the birthday, so it is no age.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from stdnum import luhn

from contactcenter.audit import pseudonyms

COORDINATION_DAYS = 60
MASK = "••••••-••••"
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))

NUMBER = re.compile(
    r"(?P<century>18|19|20)?(?P<year>\d\d)[-./]?(?P<month>\d\d)[-./]?(?P<day>\d\d)(?P<sign>[-+]?)(?P<last>\d{4})"
)
# Not every NUMBER: in pairs throughout it is a phone number, and of a date with its time (2026-11-23 0930), or of two dates in
# a row, nothing is a number. A space (\s) is within a line. In a lookahead, so that what only begins like a number hides none.
IN_TEXT = re.compile(
    r"""(?<![\d+]) (?=
        ( (?:18|19|20)? \d{6} \s? [-+]? \s? \d{4}
        | (?:18|19|20)? \d\d ([-./ ]) \d\d \2 \d\d
          (?: \s? [-+] \s? \d{4} (?! -\d\d-\d\d (?![-\d]) )
            | \s? (?! (?:[01]\d|2[0-3])[0-5]\d ) \d{4} )
        ) (?! \d ) )""".replace(r"\s", r"[^\S\r\n]"),
    re.VERBOSE,
)
MOBILE_NUMBER = re.compile(r"070\d{7}")


class NotANumber(Exception):
    """What was written is no such number. The message says what to do and never repeats what was written."""


@dataclass(frozen=True)
class PersonalNumber:
    """A number whose date and check digit are right: twelve digits."""

    digits: str

    def __str__(self) -> str:
        return "PersonalNumber(…)"  # so that no log line and no error page tells it

    __repr__ = __str__

    @property
    def is_coordination_number(self) -> bool:
        return int(self.digits[6:8]) > COORDINATION_DAYS

    @property
    def dated(self) -> date:
        """The date in the number: the birthday, or a day near it."""
        day = int(self.digits[6:8]) % COORDINATION_DAYS
        return date(int(self.digits[:4]), int(self.digits[4:6]), day)

    @property
    def serial(self) -> int:
        """The birth number, of a coordination number the individual number."""
        return int(self.digits[8:11])


def parse(text: str, *, today: date) -> PersonalNumber:
    """Read a number with ten or twelve digits, or say in a sentence what is wrong with it.

    today: decides the century of ten digits; no number is dated later.
    """
    match = NUMBER.fullmatch(re.sub(r"\s", "", _plainly(text)))
    if not match:
        raise NotANumber(_("Write ten or twelve digits, as in YYMMDD-NNNN or YYYYMMDD-NNNN."))
    parts = match.groupdict(default="")
    number = PersonalNumber(pseudonyms.normalised("".join(parts.values()), year=today.year))
    try:
        dated = number.dated
    except ValueError:
        raise NotANumber(_("There is no such date. Check the first six digits.")) from None
    if dated > today:
        raise NotANumber(_("The date has not been yet. Check the year, and the sign."))
    if not luhn.is_valid(number.digits[2:]):
        raise NotANumber(_("The last digit does not fit the others. Ask for the number again."))
    return number


def find_in(text: str, *, today: date) -> list[tuple[int, int]]:
    """Find numbers in free text, in any written form; answer where each starts and ends.

    Ten digits in a row that begin with 070 may be a mobile number: if their day is that of a coordination number, they are.
    """
    found: list[tuple[int, int]] = []
    for match in IN_TEXT.finditer(_plainly(text)):
        start, end = match.span(1)
        if found and start < found[-1][1]:
            continue
        try:
            number = parse(match[1], today=today)
        except NotANumber:
            continue
        if not (number.is_coordination_number and MOBILE_NUMBER.fullmatch(match[1])):
            found.append((start, end))
    return found


def mask(text: str, *, today: date) -> str:
    """Put dots in the place of every number in the text. Doing so again changes nothing."""
    while found := find_in(text, today=today):
        for start, end in reversed(found):
            text = text[:start] + MASK + text[end:]
    return text


def neighbours(number: PersonalNumber, count: int) -> list[PersonalNumber]:
    """Answer the numbers that somebody who tries one after the other would come to from this one.

    On either side `count` serials of the same date, and the same serial of `count` dates.
    """
    steps = [step for step in range(-count, count + 1) if step]
    serials = [serial for step in steps if 0 <= (serial := number.serial + step) <= 999]
    days = [number.dated + timedelta(days=step) for step in steps]
    extra = COORDINATION_DAYS if number.is_coordination_number else 0
    return [_numbered(number.dated, serial, extra) for serial in serials] + [
        _numbered(day, number.serial, extra) for day in days
    ]


def _numbered(dated: date, serial: int, extra: int) -> PersonalNumber:
    """Put a number together and give it its check digit."""
    digits = f"{dated:%Y%m}{dated.day + extra:02}{serial:03}"
    return PersonalNumber(digits + luhn.calc_check_digit(digits[2:]))


def _plainly(text: str) -> str:
    """Write other scripts' digits and other dashes as 0–9 and a hyphen; every character keeps its place."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in text)
    return "".join(digits).translate(DASHES)
