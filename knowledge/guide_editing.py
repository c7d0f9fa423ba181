"""A guide in an editor's hands: read from a file, its texts one part after the other, what differs between two versions."""

import copy
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.differences import Difference, words
from knowledge.guides import Content

WHOLE = "guide"  # the part that holds what stands around questions and outcomes
HALF_A_CHARACTER = re.compile(
    "[\ud800-\udfff]"
)  # can be written in JSON, and can be stored nowhere
TEXTS: dict[str, dict[str, Promise]] = {
    WHOLE: {
        "title": gettext_lazy("Heading"),
        "intro": gettext_lazy("Introduction"),
        "decides": gettext_lazy("Who decides, where an outcome does not say it"),
        "next_steps": gettext_lazy("What to do, where an outcome does not say it"),
    },
    "questions": {
        "text": gettext_lazy("Question"),
        "hint": gettext_lazy("Hint"),
        "staff": gettext_lazy("For staff only"),
    },
    "outcomes": {
        "title": gettext_lazy("Heading"),
        "text": gettext_lazy("Text"),
        "decides": gettext_lazy("Who decides"),
        "next_steps": gettext_lazy("What to do"),
        "staff": gettext_lazy("For staff only"),
    },
}
ONE_LINE = {(WHOLE, "title"), ("questions", "text"), ("outcomes", "title")}


class NotReadable(Exception):
    """The file is neither JSON nor TOML. The message says where it stops being so."""


@dataclass(frozen=True)
class TextPlace:
    """One text of a part. `path`: where it stands in the part."""

    path: tuple[str | int, ...]
    label: str
    is_line: bool
    words: Mapping[str, str]

    @property
    def name(self) -> str:
        return "-".join(map(str, self.path))


def read(text: str) -> Any:
    """Read a guide as JSON, or as TOML; what it says is not looked at here."""
    try:
        content = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        plain = json.dumps(content, ensure_ascii=False, default=str)
    except (ValueError, RecursionError) as error:
        raise NotReadable(_("It cannot be read: %(reason)s") % {"reason": error}) from error
    if HALF_A_CHARACTER.search(plain) or "\0" in text:
        raise NotReadable(_("There is a character in it that cannot be stored."))
    return content


def part_of(content: Content, part: str, code: str) -> Any:
    """Answer a question, an outcome, or the guide itself; raises KeyError where there is none of the code."""
    return content if part == WHOLE else content[part][code]


def texts_of(content: Content, part: str, code: str) -> list[TextPlace]:
    """List the texts of a part, those that may be left out included."""
    table = part_of(content, part, code)
    places = [
        TextPlace((name,), str(label), (part, name) in ONE_LINE, table.get(name, {}))
        for name, label in TEXTS[part].items()
    ]
    for number, option in enumerate(table.get("options", [])):
        label = _("Answer %(letter)s") % {"letter": option["code"]}
        places.append(TextPlace(("options", number, "text"), label, True, option["text"]))
    return places


def with_texts(
    content: Content,
    part: str,
    code: str,
    typed: Mapping[tuple[tuple[str | int, ...], str], str],
) -> dict[str, Any]:
    """Answer the guide with these texts, by place and language. An empty one is taken out, and a place without any."""
    changed = copy.deepcopy(dict(content))
    for (path, language), said in typed.items():
        table = part_of(changed, part, code)
        for step in path[:-1]:
            table = table[step]
        texts = {**table.get(path[-1], {}), language: plain(said)}
        texts = {each: text for each, text in texts.items() if text}
        if texts:
            table[path[-1]] = texts
        else:
            table.pop(path[-1], None)
    return changed


def plain(text: str) -> str:
    """Answer the text with its lines ended in one way: browsers send another one than files have."""
    return text.replace("\r\n", "\n").strip()


def between(before: Content, after: Content) -> list[Difference]:
    """List what differs, each by its path in the data."""
    old, new = dict(_leaves("", before)), dict(_leaves("", after))
    return [
        Difference(path, path, list(words(old.get(path, ""), new.get(path, ""))))
        for path in dict.fromkeys([*new, *old])
        if old.get(path) != new.get(path)
    ]


def _leaves(where: str, value: Any) -> Iterator[tuple[str, str]]:
    """Answer everything that stands somewhere, with its path."""
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value, start=1)  # type: ignore[assignment]
    else:
        yield where, str(value)
        return
    for name, each in inside:
        yield from _leaves(f"{where}.{name}" if where else str(name), each)
