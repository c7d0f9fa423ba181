"""Events as a file for a spreadsheet. No cell can become a formula there."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from contactcenter import spreadsheets
from contactcenter.audit.chain import SEALED_COLUMNS
from contactcenter.audit.models import AuditEventQuerySet

COLUMNS = [*SEALED_COLUMNS, "hash"]  # whoever holds the key can prove a copy, too
BATCH = 1000


class _Line:
    """What csv.writer writes to: hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def lines(events: AuditEventQuerySet, *, below: int) -> Iterator[str]:
    """Write the events below a position, newest first, line by line; a batch at a time is in memory."""
    writer = csv.writer(_Line(), delimiter=";")  # what a Swedish spreadsheet expects
    yield spreadsheets.BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    batch = list(events.below(below)[:BATCH])
    while batch:
        for event in batch:
            yield writer.writerow([cell(getattr(event, column)) for column in COLUMNS])
        batch = list(events.below(batch[-1].position)[:BATCH])


def cell(value: Any) -> str:
    """Write a value so that a spreadsheet shows it and does not reckon with it."""
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case dict():
            text = json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            text = str(value)
    return spreadsheets.safe(text)
