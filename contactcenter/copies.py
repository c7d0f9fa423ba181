"""Residents' pages as files, for the time when the database does not answer. The truth is the database: they may be deleted.

A page is written beside its place and moved there, so nobody ever reads half of one.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

PAGE = "index.html"
MARK = "made-of.txt"  # what the pages beside it were made of


def recall(request: HttpRequest) -> bytes | None:
    """Answer the copy of the page that was asked for. Only addresses that lead to a page come here: no name leads elsewhere."""
    match = request.resolver_match
    if match is None or request.GET or not hasattr(match.func, "made"):
        return None
    try:
        return place_of(request.path).read_bytes()
    except OSError:
        return None


def write(path: str, page: bytes) -> None:
    put(place_of(path), page)


def put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_suffix(".new")
    new.write_bytes(content)
    new.replace(place)


def remove_all_but(paths: Collection[str]) -> None:
    """Remove the copies of pages that are no longer there."""
    stay = {place_of(path) for path in paths}
    for place in kept():
        if place not in stay:
            place.unlink()


def kept() -> Iterator[Path]:
    return folder().rglob(PAGE)


def made_of() -> str:
    try:
        return (folder() / MARK).read_text()
    except OSError:
        return ""


def say_made_of(mark: str) -> None:
    put(folder() / MARK, mark.encode())


def folder() -> Path:
    return Path(settings.PAGES_COPY)


def place_of(path: str) -> Path:
    return folder() / path.strip("/") / PAGE


def made_at(request: HttpRequest) -> datetime | None:
    """Answer when the copy that is being made will have been made; None for a page that is answered at once."""
    return getattr(request, "copied_at", None)
