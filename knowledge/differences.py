"""What differs between two texts, word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.functional import Promise

from knowledge.articles import WRITTEN
from knowledge.models import ArticleText

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A field that is no longer the same, by its name on the page."""

    name: str
    label: str | Promise
    pieces: list[Piece]


def between(
    before: ArticleText, after: ArticleText, names: Iterable[str] = WRITTEN
) -> list[Difference]:
    """List the fields that differ, in the order in which they are written."""
    return [
        Difference(name, label_of(name), list(words(getattr(before, name), getattr(after, name))))
        for name in names
        if plain(getattr(before, name)) != plain(getattr(after, name))
    ]


def label_of(name: str) -> str | Promise:
    return ArticleText._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def plain(text: str) -> str:
    """Answer the text with its lines ended in one way: browsers send another one than files have."""
    return text.replace("\r\n", "\n").strip()


def words(before: str, after: str) -> Iterator[Piece]:
    """Part the two into what stayed, what went and what came. A space alone, between two changes, belongs to them."""
    old, new = TOKENS.findall(plain(before)), TOKENS.findall(plain(after))
    gone = come = ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        left, came = "".join(old[i:j]), "".join(new[k:m])
        if tag != "equal" or came.isspace():
            gone, come = gone + left, come + came
            continue
        yield from changed(gone, come)
        gone = come = ""
        yield Piece(Kind.SAME, came)
    yield from changed(gone, come)


def changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Kind.GONE, gone)
    if come:
        yield Piece(Kind.NEW, come)
