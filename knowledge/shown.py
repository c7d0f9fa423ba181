"""An article as residents see it: in their language where it exists, else in Swedish, with whom to call about it.

`context(of(text, at=…))` is what templates/knowledge/article.html takes, for a published text as for a draft's preview.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from districts import public_lines
from districts.public_lines import ShownLine
from knowledge import glossary, markdown, numbers, qr_codes
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, GlossaryTerm

# What a list of questions needs of a text.
TITLES = ["article_id", "language", "title", "article__slug", "article__topic_id"]
TITLES += ["article__leaves_quickly"]


@dataclass(frozen=True)
class ShownArticle:
    """A text in front of a reader. `turn_to`: whom to call; `languages`: in which it has been published; `words`: hard ones."""

    text: ArticleText
    turn_to: list[ShownLine]
    related: list[ArticleText]
    languages: list[str]
    words: list[GlossaryTerm]

    @property
    def article(self) -> Article:
        return self.text.article

    @cached_property
    def body(self) -> SafeString:
        """The text as HTML; its links lead to pages in the reader's language, whatever it is written in itself."""
        return markdown.render(self.text.body, get_language() or SOURCE_LANGUAGE)

    @property
    def short_answer(self) -> str:
        return numbers.whole(self.text.short_answer)

    @property
    def have_ready(self) -> list[str]:
        return self.text.have_ready.splitlines()

    @property
    def law_references(self) -> list[str]:
        return self.text.law_references.splitlines()

    @property
    def is_urgent(self) -> bool:
        return self.article.topic.is_urgent

    @property
    def address(self) -> str:
        """Where it is read in the active language, as one writes it on paper."""
        return f"{settings.SITE_URL}{reverse('faq:article', args=[self.article.slug])}"

    @property
    def qr_code(self) -> str:
        return qr_codes.as_picture(self.address)

    @property
    def is_translated(self) -> bool:
        """Whether it stands in the reader's language."""
        return self.text.language == get_language()


def of(text: ArticleText, *, at: datetime) -> ShownArticle:
    """Answer a text, published or not, with what stands around it in the active language at the moment."""
    article = text.article
    related = Article.objects.public_at(at).filter(pk__in=article.related.all())
    published = article.texts.published().order_by("language")
    return ShownArticle(
        text=text,
        turn_to=lines_of(article, at=at),
        related=titles(related, get_language() or SOURCE_LANGUAGE),
        languages=list(published.values_list("language", flat=True)),
        words=glossary.words_in(f"{text.short_answer}\n{text.body}", text.language),
    )


def context(shown: ShownArticle) -> dict[str, Any]:
    """Answer what the article's page is drawn with."""
    return {
        "shown": shown,
        "leaves_quickly": shown.article.leaves_quickly,
        "page_languages": shown.languages,
        "canonical_language": shown.text.language,
    }


def find(slug: str, language: str, *, at: datetime) -> ArticleText | None:
    """Answer what residents read under the address: the published text in the language, or else in Swedish."""
    texts = (
        ArticleText.objects.published()
        .filter(article__in=Article.objects.public_at(at), article__slug=slug)
        .filter(language__in=[language, SOURCE_LANGUAGE])
        .select_related("article__topic__parent", "article__owner_unit")
    )
    return min(texts, key=lambda text: text.language != language, default=None)


def most_asked(count: int, *, at: datetime) -> list[ArticleText]:
    """Answer the questions that most people ask, in the active language or in Swedish."""
    articles = Article.objects.public_at(at).order_by("-popularity", "slug")[:count]
    return titles(list(articles), get_language() or SOURCE_LANGUAGE)


def titles(articles: Iterable[Article], language: str) -> list[ArticleText]:
    """Answer each article's published title in the language, or in Swedish; those most asked for in front."""
    texts = (
        ArticleText.objects.published()
        .filter(article__in=articles, language__in=[language, SOURCE_LANGUAGE])
        .select_related("article")
        .only(*TITLES)
        .order_by("-article__popularity", "article__slug")
    )
    best: dict[int, ArticleText] = {}  # a better text takes the place of the one before
    for text in texts:
        if text.article_id not in best or text.language == language:
            best[text.article_id] = text
    return list(best.values())


def lines_of(article: Article, *, at: datetime) -> list[ShownLine]:
    """Answer the lines to call about it: its own and its units', or else the contact centre's."""
    own = Q(articles=article) | Q(unit__articles=article)
    lines = list(public_lines.visible(at).filter(own).distinct())
    if lines:
        return public_lines.show(lines, at=at)
    contact_centre = public_lines.contact_centre(at=at)
    return [contact_centre] if contact_centre else []
