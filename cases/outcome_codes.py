"""The outcomes as data beside the code. A city goes on from there: rows that exist are left alone."""

import json
from importlib.resources import files
from typing import Any

from cases.models import Outcome

STEP = 10  # between two outcomes in the list, so that a city may put its own between them


def read() -> list[dict[str, Any]]:
    data = files(__package__).joinpath("outcome_codes.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(data)["outcomes"]
    return entries


def load() -> int:
    """Create the outcomes that are missing, and leave the others as people have made them; answer how many are new."""
    return sum(_load_one(entry, place) for place, entry in enumerate(read(), start=1))


def _load_one(entry: dict[str, Any], place: int) -> bool:
    _outcome, is_new = Outcome.objects.get_or_create(
        code=entry["code"],
        defaults={
            "name_sv": entry["name"],
            "name_en": entry["name_en"],
            "is_answer": entry.get("is_answer", False),
            "is_left_out": entry.get("is_left_out", False),
            "sort_order": place * STEP,
        },
    )
    return is_new
