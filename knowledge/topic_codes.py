"""The topics as data beside the code, with their sources. A city goes on from there: rows that exist are left alone."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from districts.models import Service
from knowledge.models import Topic

STEP = 10  # between two topics in the list, so that a city may put its own between them

Entry = dict[str, Any]


def read() -> list[Entry]:
    data = files(__package__).joinpath("topic_codes.json").read_text(encoding="utf-8")
    entries: list[Entry] = json.loads(data)["topics"]
    return entries


def load() -> int:
    """Create the topics that are missing, and leave the others as people have made them; answer how many are new.

    Their services must be there: districts/service_codes.py.
    """
    services = Service.objects.in_bulk(field_name="code")
    topics: dict[str, Topic] = {}
    new = 0
    for place, (entry, parent) in enumerate(every_entry(), start=1):
        topics[entry["code"]], is_new = Topic.objects.get_or_create(
            code=entry["code"],
            defaults={
                "name_sv": entry["name"],
                "name_en": entry["name_en"],
                "parent": topics[parent] if parent else None,
                "service": services[entry["service"]],
                "is_urgent": entry.get("is_urgent", False),
                "sort_order": place * STEP,
            },
        )
        new += is_new
    return new


def every_entry() -> Iterator[tuple[Entry, str]]:
    """Walk through the tree as it is read, each with its parent's code; what a child does not say, its parent says."""
    for parent in read():
        inherited = {key: parent[key] for key in ("service", "is_urgent") if key in parent}
        yield parent, ""
        for child in parent["children"]:
            yield inherited | child, parent["code"]
