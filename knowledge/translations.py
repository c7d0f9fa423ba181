"""A translation beside the Swedish text that it is made from, and what has changed in that since."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from knowledge import differences
from knowledge.differences import Difference
from knowledge.models import SOURCE_LANGUAGE, ArticleText


@dataclass(frozen=True)
class Source:
    """The Swedish text beside a translation. `changes`: what differs from the version it was made from."""

    text: ArticleText
    made_from: ArticleText | None
    changes: list[Difference]

    @property
    def is_newer(self) -> bool:
        return self.made_from is not None and self.text.version > self.made_from.version


@dataclass(frozen=True)
class Row:
    """A field to write, with the Swedish words and how they have changed."""

    field: BoundField
    source: str
    change: Difference | None


def source_beside(text: ArticleText) -> Source | None:
    """Answer the published Swedish text and how far it has come since; nothing beside Swedish itself."""
    if text.source_version is None:
        return None
    swedish = text.article.texts.filter(language=SOURCE_LANGUAGE)
    newest = swedish.published().first()
    if newest is None:
        return None
    made_from = swedish.filter(version=text.source_version).first()
    changes = differences.between(made_from, newest) if made_from else []
    return Source(newest, made_from, changes)


def side_by_side(form: Any, source: Source | None) -> Iterator[Row]:
    """Pair every field with the Swedish text of the same name."""
    changes = {change.name: change for change in source.changes} if source else {}
    for field in form.visible_fields():
        swedish = getattr(source.text, field.name) if source else ""
        yield Row(field, swedish, changes.get(field.name))


def version_before(text: ArticleText) -> ArticleText | None:
    """Answer what a text replaces: for one being written what is published, for an older one its forerunner."""
    earlier = text.article.texts.filter(language=text.language, version__lt=text.version)
    return earlier.exclude(published_at=None).order_by("-version").first()
