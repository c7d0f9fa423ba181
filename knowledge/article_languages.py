"""What an article has in each language, and what is next to do there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText

State = ArticleText.State


@dataclass(frozen=True)
class InLanguage:
    """An article in one language. Either text may be missing."""

    code: str
    name: str
    published: ArticleText | None
    being_written: ArticleText | None

    @property
    def is_source(self) -> bool:
        return self.code == SOURCE_LANGUAGE

    @property
    def direction(self) -> str:
        return "rtl" if self.code in settings.RIGHT_TO_LEFT else "ltr"

    @property
    def is_out_of_date(self) -> bool:
        return self.published is not None and self.published.is_out_of_date


def of(article: Article) -> list[InLanguage]:
    """Answer every language of the house in one query, Swedish first."""
    texts = article.texts.exclude(state=State.REPLACED).select_related("written_by", "returned_by")
    return [in_language(code, name, texts) for code, name in settings.LANGUAGES]


def in_language(code: str, name: str, texts: Iterable[ArticleText]) -> InLanguage:
    own = {text.state == State.PUBLISHED: text for text in texts if text.language == code}
    return InLanguage(code, name, published=own.get(True), being_written=own.get(False))


def in_short(texts: Iterable[ArticleText]) -> dict[str, int]:
    """Count for a list: published languages, those of them out of date, drafts, and what waits for a review."""
    states = [text.state for text in texts]
    behind = [text.is_out_of_date for text in texts if text.state == State.PUBLISHED]
    return {
        "published": len(behind),
        "out_of_date": sum(behind),
        "drafts": states.count(State.DRAFT),
        "in_review": states.count(State.IN_REVIEW),
    }
