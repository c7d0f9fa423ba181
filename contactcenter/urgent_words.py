"""Whether somebody seems to write of danger, in a form that nobody reads at once. The words are data: urgent_words.json.

A form that finds them shows the numbers to call before anything else. It may find too much: whoever is in no danger says so
and sends what they wrote. They are looked for in every language, whatever the page's: people write as they can.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

ALIKE = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "\u200c": None, "\u200d": None, "\u00ad": None}
)


def found_in(text: str) -> bool:
    return bool(pattern().search(plainly(text)))


@cache
def pattern() -> re.Pattern[str]:
    words = sorted({plainly(word) for words in by_language().values() for word in words})
    each = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)")


def by_language() -> dict[str, list[str]]:
    data = files(__package__).joinpath("urgent_words.json").read_text(encoding="utf-8")
    return {name: words for name, words in json.loads(data).items() if name != "about"}


def plainly(text: str) -> str:
    """Write a text as the words are written: composed, in lower case, with single spaces."""
    composed = unicodedata.normalize("NFC", text).translate(ALIKE)
    return " ".join(composed.casefold().split())
