"""Units and lines: the city-wide ones, the same five in every district, and ten citizens' offices."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from districts.dialling import dial
from districts.models import District, PhoneLine, Unit
from districts.sample import SAMPLE, read
from districts.sort_keys import swedish_order

Entry = dict[str, Any]


class Fiction:
    """The numbers that are kept for fiction, given out one after the other: 08-465 004 00–99."""

    def __init__(self) -> None:
        self.numbers = (f"08-465 004 {last:02}" for last in range(100))

    def next(self) -> str:
        return next(self.numbers)


def load() -> list[tuple[PhoneLine, str]]:
    """Create the units and lines that are missing; answer the new lines, each with the name of its hours."""
    fiction = Fiction()
    new: list[tuple[PhoneLine, str]] = []
    entries = list(every_unit())
    for district, entry in entries:
        unit = load_unit(entry, district)
        for line_entry in entry["lines"]:
            line, is_new = load_line(line_entry, unit, fiction)
            if is_new:
                new.append((line, line_entry.get("hours") or ""))
    for _district, entry in entries:
        connect(entry["lines"], {line.pk for line, _hours in new})
    tell_number_from_settings()
    return new


def every_unit() -> Iterator[tuple[District | None, Entry]]:
    """Walk through all units: its district (none for a city-wide one), and what the data say of it."""
    data = read("units")
    offices = data["citizens_offices"]
    for entry in data["city"]:
        yield None, entry
    for position, place in enumerate(read("places")["districts"]):
        district = District.objects.get(slug=place["slug"])
        here = [*data["in_every_district"]]
        if district.slug in offices["districts"]:
            here.append(offices["unit"])
        for template in here:
            yield district, in_district(template, place, position, data["instead"])


def in_district(template: Entry, place: Entry, position: int, instead: Entry) -> Entry:
    """Answer the template filled in for a district. Of several hours or modes each district gets one in turn."""
    lines = []
    for line in template["lines"]:
        slug = f"{place['slug']}-{line['slug']}"
        turn = {
            key: value[position % len(value)] if isinstance(value, list) else value
            for key, value in line.items()
        }
        relief = turn["outside_hours"].format(district=place["slug"])
        lines.append(turn | {"slug": slug, "outside_hours": relief} | instead.get(slug, {}))
    return template | {
        "slug": f"{place['slug']}-{template['slug']}",
        "name": template["name"].format(district=place["name"]),
        "name_en": template["name_en"].format(district=place["name_en"]),
        "lines": lines,
    }


def load_unit(entry: Entry, district: District | None) -> Unit:
    unit, _created = Unit.objects.get_or_create(
        slug=entry["slug"],
        defaults={
            "district": district,
            "kind": entry["kind"],
            "name_sv": entry["name"],
            "name_en": entry["name_en"],
            "sort_key": swedish_order(entry["name"]),
            "what_for_sv": entry["what_for"],
            "what_for_en": entry["what_for_en"],
        },
    )
    return unit


def load_line(entry: Entry, unit: Unit, fiction: Fiction) -> tuple[PhoneLine, bool]:
    """Create the line if it is missing; answer it, and whether it is new."""
    has_no_number = entry.get("channel") == "chat" or "number_from" in entry
    number = "" if has_no_number else entry.get("number") or fiction.next()
    return PhoneLine.objects.get_or_create(
        slug=entry["slug"],
        defaults={
            "unit": unit,
            "role_sv": entry["role"],
            "role_en": entry["role_en"],
            "channel": entry.get("channel", PhoneLine.Channel.PHONE),
            "number": number,
            "dial": dial(number),
            "tariff": entry.get("tariff", "ordinary" if number else "unknown"),
            "mode": entry.get("mode", PhoneLine.Mode.HOURS),
            "follows_holidays": entry.get("follows_holidays", True),
            "is_historical": entry.get("is_historical", False),
            "note_sv": entry.get("note", ""),
            "note_en": entry.get("note_en", ""),
            "source": entry.get("source", SAMPLE),
        },
    )


def connect(entries: list[Entry], new: set[int]) -> None:
    """Say of each new line where callers go outside its hours; every chain ends with the social emergency service."""
    for entry in entries:
        if "outside_hours" in entry:
            relief = PhoneLine.objects.get(slug=entry["outside_hours"])
            PhoneLine.objects.filter(slug=entry["slug"], pk__in=new).update(outside_hours=relief)


def tell_number_from_settings() -> None:
    """Fill in the social emergency service's number once the setting has one; never replace what an editor wrote."""
    PhoneLine.objects.filter(slug="socialjouren", number="").update(
        number=settings.SOCIALJOUREN_NUMBER, dial=dial(settings.SOCIALJOUREN_NUMBER)
    )
