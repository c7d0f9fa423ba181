"""Lines that are set up and changed: their number, who answers, what a call costs and where callers go outside hours."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import dialling, slugs
from districts.models import PhoneLine, Unit

SHORT_NUMBERS = {"112", "1177", "11313"}
NATIONAL_OR_INTERNATIONAL = re.compile(r"0[1-9]\d{6,9}|0200\d{5,6}|\+[1-9]\d{6,14}")
SIGNS_BETWEEN_DIGITS = re.compile(r"[\s\-–()]")


class Outdated(Exception):
    """Somebody changed the line, or its hours, after the page was shown."""


def dialled(shown: str) -> str | None:
    """Answer what a telephone dials for a number as people write it; None when that is not certain.

    >>> dialled("08-465 004 00"), dialled("112"), dialled("08-465 004 00, choose 2")
    ('+46846500400', '112', None)
    """
    number = SIGNS_BETWEEN_DIGITS.sub("", shown)
    if number in SHORT_NUMBERS or NATIONAL_OR_INTERNATIONAL.fullmatch(number):
        return dialling.dial(number)
    return None


def tariff_of(dial: str) -> PhoneLine.Tariff | None:
    """Answer what a call costs where the number alone settles it: 020 and 0200 are free, 077 costs also in the queue.

    Source: telekomradgivarna.se, "Nummerinformation".
    """
    if dial.startswith("+4620") or dial == "112":
        return PhoneLine.Tariff.FREE
    return PhoneLine.Tariff.SHARED if dial.startswith("+4677") else None


def claim_revision(line: PhoneLine, revision: int) -> None:
    """Let whoever saw the line's current revision change it, inside their transaction: one conditional UPDATE decides."""
    seen = PhoneLine.objects.filter(pk=line.pk, revision=revision)
    if not seen.update(revision=F("revision") + 1):
        raise Outdated
    line.refresh_from_db()


@transaction.atomic
def create(unit: Unit, *, role_sv: str, by: User, at: datetime, **values: Any) -> PhoneLine:
    line = PhoneLine(unit=unit, role_sv=role_sv, **values)
    line.slug = slugs.free(PhoneLine.objects.all(), f"{unit.slug} {role_sv}", longest=100)
    line.save()
    events.record(by, "line.created", line, at=at, unit=str(unit), number=line.number)
    return line


@transaction.atomic
def change(line: PhoneLine, *, revision: int, by: User, at: datetime, **values: Any) -> None:
    """Change the line, unless somebody else has done so since the page was shown."""
    claim_revision(line, revision)
    was = line.number
    for name, value in values.items():
        setattr(line, name, value)
    line.save(update_fields=list(values))
    events.record(by, "line.changed", line, at=at, unit=str(line.unit), was=was, number=line.number)
