"""The contact centre's assignments, as data beside the code with their source: what agreements and topics are about."""

import json
from importlib.resources import files
from typing import Any

from districts.models import Service


def read() -> list[dict[str, Any]]:
    data = files(__package__).joinpath("service_codes.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(data)["services"]
    return entries


def load() -> int:
    """Create the services that are missing, and leave the others as people have made them; answer how many are new."""
    return sum(_load_one(entry) for entry in read())


def _load_one(entry: dict[str, Any]) -> bool:
    _service, is_new = Service.objects.get_or_create(
        code=entry["code"],
        defaults={"kind": entry["kind"], "name_sv": entry["name"], "name_en": entry["name_en"]},
    )
    return is_new
