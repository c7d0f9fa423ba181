"""Words as the search compares them: without accents and endings, and long Swedish ones taken apart.

PostgreSQL's Swedish stemmer leaves "försörjningsstödet" whole and knows no compounds, so endings and parts are data of ours
(search_data/). They are used alike when a text is indexed and when somebody asks.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

SWEDISH = "sv"
STEMMERS = {
    "sv": "swedish",
    "en": "english",
}  # PostgreSQL's; words of other languages stay as they are
SHORTEST_STEM = 3  # letters; what is left of a word without its ending
SHORTEST_PART = 3
SHORTEST_TOLD = 2
LONGEST_WORD = 60  # letters; nobody looks for longer ones

WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’\u200c][^\W_]+)*")
JOINTS = re.compile(r"[-\u2010\u2011'’\u200c]")
# Letters that are not a letter with an accent to Unicode but are typed one for the other; and how å ä ö are typed without.
ALIKE = str.maketrans(
    {"ø": "o", "æ": "a", "ł": "l", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"}
)
TYPED_ALIKE = re.compile(r"aa|ae|oe")


def stemmer_of(language: str) -> str:
    return STEMMERS.get(language, "simple")


@cache
def data(name: str) -> Any:
    file = files(__package__).joinpath("search_data", f"{name}.json")
    return json.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Answer the word in small letters without accents; å and ä as a, ö as o, also when typed aa, ae and oe."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return TYPED_ALIKE.sub(lambda pair: pair[0][0], plain.translate(ALIKE))


def words(text: str) -> Iterator[str]:
    """Walk through the words of a text as they are written; "soc-bidrag" is one."""
    return (match[0] for match in WORD.finditer(text))


def joined(word: str) -> str:
    """Answer the word folded and without its hyphens: "soc-bidrag" as "socbidrag"."""
    return fold(JOINTS.sub("", word))[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def stem(folded: str, language: str) -> str:
    """Answer a folded word without the ending, or the beginning, that it has in the language."""
    for beginning in data("endings")["beginnings"].get(language, []):
        if folded.startswith(beginning) and len(folded) - len(beginning) >= SHORTEST_STEM:
            return folded[len(beginning) :]
    for ending in endings(language):
        if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST_STEM:
            return folded[: -len(ending)]
    return folded


@cache
def endings(language: str) -> list[str]:
    """Answer the language's endings, the longest first."""
    return sorted(data("endings")["endings"].get(language, []), key=len, reverse=True)


@cache
def known_parts() -> frozenset[str]:
    return frozenset(stem(fold(part), SWEDISH) for part in data("parts")["parts"])


@lru_cache(maxsize=20_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """Answer the stems that a word is put together from, or nothing: "hyresskulden" is "hyr" and "skuld"."""
    pieces = [fold(piece) for piece in JOINTS.split(word)]
    if len(pieces) > 1:
        return tuple(stem(piece, language) for piece in pieces)
    return taken_apart(pieces[0]) if language == SWEDISH else ()


@lru_cache(maxsize=20_000)
def taken_apart(folded: str) -> tuple[str, ...]:
    """Answer the parts of a folded Swedish word when all of it is known, those with the longest first part."""
    for end in range(len(folded) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        first, rest = stem(folded[:end], SWEDISH), folded[end:]
        if first not in known_parts() and folded[:end] not in known_parts():
            continue
        if stem(rest, SWEDISH) in known_parts() or rest in known_parts():
            return first, stem(rest, SWEDISH)
        if following := taken_apart(rest):
            return first, *following
    return ()


def forms(word: str, language: str) -> tuple[str, ...]:
    """Answer everything that a word of a text is found by, each once: itself, its stem, its parts."""
    whole = joined(word)
    return tuple(dict.fromkeys([whole, stem(whole, language), *parts(word, language)]))


def is_passed_over(folded: str) -> bool:
    """Say whether a word tells nothing about what somebody looks for."""
    return len(folded) < SHORTEST_TOLD or folded in passed_over()


@cache
def passed_over() -> frozenset[str]:
    return frozenset(data("passed_over")["sv"] + data("passed_over")["en"])
