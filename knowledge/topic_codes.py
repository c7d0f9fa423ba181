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
    there = Topic.objects.in_bulk(field_name="code")
    entries = list(every_entry())
    before = len(there)
    for is_parent in (True, False):
        missing = [
            new_topic(entry, place, services, there)
            for place, entry in enumerate(entries, start=1)
            if ("parent" not in entry) == is_parent and entry["code"] not in there
        ]
        there |= {topic.code: topic for topic in Topic.objects.bulk_create(missing)}
    return len(there) - before


def every_entry() -> Iterator[Entry]:
    """Walk through the tree as it is read; what a child does not say, its parent says."""
    for parent in read():
        inherited: Entry = {key: parent[key] for key in ("service", "is_urgent") if key in parent}
        yield parent
        for child in parent["children"]:
            yield {**inherited, **child, "parent": parent["code"]}


def new_topic(
    entry: Entry, place: int, services: dict[str, Service], topics: dict[str, Topic]
) -> Topic:
    return Topic(
        code=entry["code"],
        name_sv=entry["name"],
        name_en=entry["name_en"],
        parent=topics[entry["parent"]] if "parent" in entry else None,
        service=services[entry["service"]],
        is_urgent=entry.get("is_urgent", False),
        sort_order=place * STEP,
    )
