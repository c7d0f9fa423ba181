"""Files into rows. What cannot be read as a table of texts at all is refused whole, and says what to do about it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from contactcenter import personal_numbers
from contactcenter.spreadsheets import original
from knowledge.exchange.rows import COLUMNS, Row

BYTES_AT_MOST = 5_000_000
ROWS_AT_MOST = 5_000
NEEDED = {"slug", "language"}


class NotReadable(Exception):
    """The file is no table of texts. Says what is wrong, in words for its author."""


def read(name: str, content: bytes, *, today: date) -> list[Row]:
    """Read a file, by how its name ends. Cells that are left out are left as they are in the article.

    A file with a personal number in it is refused whole, so that nothing of it is kept.
    """
    if len(content) > BYTES_AT_MOST:
        raise NotReadable(_("The file is larger than 5 MB. Take fewer articles at a time."))
    text = decoded(content)
    match name.rpartition(".")[2].lower():
        case "json":
            rows = read_json(text)
        case "csv":
            rows = list(read_csv(text))
        case _other:
            raise NotReadable(_("Choose a file whose name ends with .csv or .json."))
    if not rows:
        raise NotReadable(_("There is no article in the file."))
    if len(rows) > ROWS_AT_MOST:
        raise NotReadable(_("There are more than 5 000 rows. Take fewer articles at a time."))
    refuse_personal_numbers(rows, today=today)
    return rows


def refuse_personal_numbers(rows: list[Row], *, today: date) -> None:
    for row in rows:
        if any(personal_numbers.find_in(value, today=today) for value in row.values.values()):
            raise NotReadable(
                _("There is a personal number in %(place)s. Take it out.") % {"place": row.place}
            )


def decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotReadable(
            _("The letters cannot be read. In a spreadsheet, choose to save as “CSV UTF-8”.")
        ) from fault
    if "\0" in text:
        raise NotReadable(_("The file is not a text file."))
    return text


def read_csv(text: str) -> Iterator[Row]:
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        check_columns(columns)
        for cells in reader:
            if any(cells):
                yield row_of(columns, cells, line=reader.line_num)
    except csv.Error as fault:
        raise NotReadable(
            _("Line %(line)s cannot be read: a quotation mark is missing, or one too many.")
            % {"line": reader.line_num}
        ) from fault


def row_of(columns: list[str], cells: list[str], *, line: int) -> Row:
    if len(cells) > len(columns):
        raise NotReadable(
            _("Line %(line)s has more cells than there are columns.") % {"line": line}
        )
    values = {name: original(value) for name, value in zip(columns, cells, strict=False)}
    return Row(_("line %(line)s") % {"line": line}, values)


def read_json(text: str) -> list[Row]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise NotReadable(_("The file is not JSON: %(fault)s") % {"fault": fault}) from fault
    texts = data.get("texts") if isinstance(data, dict) else None
    if not isinstance(texts, list) or not all(isinstance(entry, dict) for entry in texts):
        raise NotReadable(_("The file should hold {“texts”: […]}, a list of texts."))
    for entry in texts:
        check_columns(list(entry))
    return [
        Row(_("text %(number)s") % {"number": number}, as_text(entry))
        for number, entry in enumerate(texts, start=1)
    ]


def as_text(entry: dict[str, Any]) -> dict[str, str]:
    """Answer the values as text, as they would stand in a cell. A list is one thing a line."""
    values = {}
    for name, value in entry.items():
        match value:
            case None:
                continue
            case bool():
                values[name] = "yes" if value else "no"
            case str() | int():
                values[name] = str(value)
            case list() if all(isinstance(part, str) for part in value):
                values[name] = "\n".join(value)
            case _other:
                raise NotReadable(
                    _("“%(name)s” should be a text, or a list of texts.") % {"name": name}
                )
    if any("\0" in value for value in values.values()):
        raise NotReadable(_("The file is not a text file."))
    return values


def check_columns(columns: list[str]) -> None:
    missing, unknown = NEEDED - set(columns), set(columns) - set(COLUMNS)
    twice = {name for name in columns if columns.count(name) > 1}
    if missing:
        raise NotReadable(
            _("These columns are missing: %(names)s.") % {"names": ", ".join(sorted(missing))}
        )
    if unknown or twice:
        raise NotReadable(
            _("These columns are not known, or stand there twice: %(names)s.")
            % {"names": ", ".join(sorted(name or "?" for name in unknown | twice))}
        )
