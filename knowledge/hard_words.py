"""The hard words that a city's house begins with, as data beside the code (hard_words.json), with their sources.

A city goes on from there: a word that exists is left as people have made it.
"""

import json
from importlib.resources import files
from typing import Any

from districts.sort_keys import swedish_order
from knowledge.models import GlossaryTerm


def read() -> list[dict[str, Any]]:
    data = files(__package__).joinpath("hard_words.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(data)["words"]
    return entries


def load() -> int:
    """Create the words that are missing; answer how many are new."""
    there = {(word.language, word.term.lower()) for word in GlossaryTerm.objects.all()}
    missing = [
        GlossaryTerm(
            language=language,
            term=entry[language]["term"],
            other_forms=entry[language].get("other_forms", ""),
            explanation=entry[language]["explanation"],
            sources=entry["source"],
            sort_key=swedish_order(entry[language]["term"]),
        )
        for entry in read()
        for language in entry.keys() - {"source"}
        if (language, entry[language]["term"].lower()) not in there
    ]
    return len(GlossaryTerm.objects.bulk_create(missing))
