"""The districts, and every name that leads to one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from districts.find import search_key
from districts.models import District, PlaceName
from districts.sample import read
from districts.sort_keys import swedish_order


def load() -> tuple[int, int]:
    """Create the districts and names that are missing; answer how many there are of each."""
    data = read("places")
    for entry in data["districts"]:
        district = load_district(entry)
        for name in names_of(entry):
            PlaceName.objects.get_or_create(
                name=name["name"],
                kind=name["kind"],
                district=district,
                defaults={
                    **name,
                    "search_key": search_key(name["name"]),
                    "is_ambiguous": name["name"] in data["ambiguous"],
                    "note": data["ambiguous"].get(name["name"], name["note"]),
                },
            )
    return District.objects.count(), PlaceName.objects.count()


def load_district(entry: dict[str, Any]) -> District:
    district, _created = District.objects.get_or_create(
        slug=entry["slug"],
        defaults={
            "name_sv": entry["name"],
            "name_en": entry["name_en"],
            "board": entry["board"],
            "sort_key": swedish_order(entry["name"]),
            "formed_on": _day(entry.get("formed_on")),
            "email": entry.get("email", ""),
            "visiting_address": entry.get("visiting_address", ""),
            "directions_sv": entry.get("directions", ""),
            "directions_en": entry.get("directions_en", ""),
            "source": entry["source"],
        },
    )
    return district


def names_of(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk through a district's names, each as the fields of a PlaceName."""
    for group in entry["neighbourhoods"]:
        for name in group["names"]:
            yield {
                "name": name,
                "kind": PlaceName.Kind.NEIGHBOURHOOD,
                "is_official": group["official"],
                "note": "",
                "source": group["source"],
            }
    for former in entry["former_districts"]:
        yield {
            "name": former["name"],
            "kind": PlaceName.Kind.FORMER_DISTRICT,
            "until": _day(former["until"]),
            "is_official": True,
            "note": f"→ {former['into']}" if "into" in former else "",
            "source": former["source"],
        }
    for everyday in entry["everyday_names"]:
        yield {
            "name": everyday["name"],
            "kind": PlaceName.Kind.EVERYDAY_NAME,
            "note": everyday.get("note", ""),
            "source": everyday["source"],
        }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
