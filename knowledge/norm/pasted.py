"""A whole table as text: as it stands in Svensk författningssamling, in a spreadsheet, or as `write` writes it.

One item a line: its name, then one amount, or for small children two (at home; lunch at preschool), with a tab, a
semicolon or two spaces between. Headings are passed over.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from knowledge.norm.tables import BANDS, LARGEST_IN_TABLE, NormTable, common_item

MOST_CHARACTERS = 5_000
BETWEEN = re.compile(r"[ \u00a0\u202f]*[\t;][\s\u00a0\u202f]*|[ \u00a0\u202f]{2,}")
AMOUNT = re.compile(r"[0-9]{1,3}([ \u00a0\u202f]?[0-9]{3})*( ?kr)?")

ITEMS_OF_NAME: dict[str, list[str]] = {
    **{
        f"{band.code} år": [band.item, *([band.lunch_away_item] * band.may_eat_at_preschool)]
        for band in BANDS
    },
    "under 1 år": [BANDS[0].item, BANDS[0].lunch_away_item],
    "ensamstående": ["single"],
    "sambo": ["couple"],
    "sambor": ["couple"],
    **{str(people): [common_item(people)] for people in range(1, LARGEST_IN_TABLE + 1)},
    **{f"{people} pers.": [common_item(people)] for people in range(1, LARGEST_IN_TABLE + 1)},
}


@dataclass
class Pasted:
    """What was understood of a text, by item, and what was not: a sentence for each such line."""

    amounts: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(text: str) -> Pasted:
    pasted = Pasted()
    for number, line in enumerate(text[:MOST_CHARACTERS].splitlines(), start=1):
        name, *cells = [cell for cell in BETWEEN.split(line.strip()) if cell] or [""]
        if not any(cell[0].isdigit() for cell in cells):
            continue  # a heading, or nothing
        items = ITEMS_OF_NAME.get(name.lower().replace("–", "-"))
        if items is None:
            pasted.problems.append(
                _("Line %(number)s: “%(name)s” is not a row of the table.")
                % {"number": number, "name": name[:40]}
            )
        elif len(cells) > len(items) or not all(map(AMOUNT.fullmatch, cells)):
            pasted.problems.append(
                _("Line %(number)s: the amounts cannot be read.") % {"number": number}
            )
        else:
            pasted.amounts |= {
                item: int(re.sub(r"\D", "", cell)) for item, cell in zip(items, cells, strict=False)
            }
    return pasted


def write(table: NormTable) -> str:
    """Write a table as `read` reads it."""
    lines = [
        [
            f"{band.code} år",
            *(str(table.amounts[item]) for item in items if table.amounts[item] is not None),
        ]
        for band in BANDS
        for items in [ITEMS_OF_NAME[f"{band.code} år"]]
    ]
    lines += [
        ["Ensamstående", str(table.amounts["single"])],
        ["Sambo", str(table.amounts["couple"])],
    ]
    lines += [[str(people), str(table.common(people))] for people in range(1, LARGEST_IN_TABLE + 1)]
    return "\n".join("\t".join(line) for line in lines)
