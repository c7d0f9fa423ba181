"""The tables of 2006–2026 as data beside the code, each with its sources. A city goes on from there: years that exist are left alone."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from knowledge.models import NormYear
from knowledge.norm import tables
from knowledge.norm.calculator import Formula
from knowledge.norm.tables import BANDS, COMMON_ITEMS, Source

Entry = dict[str, Any]

STATUS = {
    "official": NormYear.Status.OFFICIAL,
    "municipal page + secondary": NormYear.Status.MUNICIPAL,
    "secondary": NormYear.Status.SECONDARY,
}
NEW_ACT = "2025-07-01"  # socialtjänstlagen (2025:400) came into force in the middle of a year


def read() -> Entry:
    data: Entry = json.loads(
        files(__package__).joinpath("norm_years.json").read_text(encoding="utf-8")
    )
    return data


def load(*, at: datetime) -> int:
    """Publish the years that are missing; answer how many are new."""
    there = set(NormYear.objects.values_list("year", flat=True))
    data = read()
    new = [
        new_year(int(year), entry, data["legal_basis"], at=at)
        for year, entry in data["years"].items()
        if int(year) not in there
    ]
    NormYear.objects.bulk_create(new)
    return len(new)


def new_year(year: int, entry: Entry, laws: dict[str, str], *, at: datetime) -> NormYear:
    sources = [Source(source["name"], source.get("url", "")) for source in entry["sources"]]
    return NormYear(
        year=year,
        version=1,
        state=NormYear.State.PUBLISHED,
        status=STATUS[entry["status"]],
        amounts=amounts_of(entry),
        formula=Formula.PERSONAL_AND_COMMON,
        legal_basis=legal_basis_of(year, laws),
        sources=tables.as_lines(sources),
        notes="\n".join(entry["notes"]),
        proposed_at=at,
        decided_at=at,
    )


def amounts_of(entry: Entry) -> dict[str, int | None]:
    children, common = entry["children"], entry["common"].values()
    return {
        **{band.item: children[band.code]["full"] for band in BANDS},
        **{
            band.lunch_away_item: children[band.code]["utan_lunch"]
            for band in BANDS
            if band.may_eat_at_preschool
        },
        "single": entry["adults"]["ensamstaende"],
        "couple": entry["adults"]["sambor_total_for_two"],
        **dict(zip(COMMON_ITEMS, common, strict=True)),
    }


def legal_basis_of(year: int, laws: dict[str, str]) -> str:
    """Answer the law one reference a line; of the year in which it changed, both, with the day between them."""
    before = laws["before_2025-07-01"].split("; ")
    after = laws["2025-07-01_onwards"].split("; ")
    if year < 2025:
        return "\n".join(before)
    return "\n".join([*before, f"{NEW_ACT}:", *after] if year == 2025 else after)
