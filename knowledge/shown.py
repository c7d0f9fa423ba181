"""An article as residents see it: in their language where it exists, else in Swedish, with whom to call about it.

`context(of(text, at=…))` is what templates/knowledge/article.html takes, for a published text as for a draft's preview.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from districts import public_lines, published
from districts.public_lines import ShownLine
from knowledge import glossary, markdown, numbers, qr_codes
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, GlossaryTerm
from knowledge.models.articles import ArticleTextQuerySet

ON_THE_PAGE = ["article__topic__parent", "article__topic__service", "article__owner_unit"]
# What a list of questions needs of a text.
TITLES = ["article_id", "language", "title", "article__slug", "article__topic_id"]
TITLES += ["article__leaves_quickly", "article__is_public"]
TITLES += ["article__publish_from", "article__publish_until"]


@dataclass(frozen=True)
class ShownArticle:
    """A text in front of a reader. `turn_to`: whom to call; `languages`: in which it has been published; `words`: hard ones."""

    text: ArticleText
    body: SafeString  # its links lead to pages in the reader's language, whatever it is written in itself
    has_own_lines: bool
    turn_to: list[ShownLine]
    related: list[ArticleText]
    languages: list[str]
    words: list[GlossaryTerm]

    @property
    def article(self) -> Article:
        return self.text.article

    @property
    def short_answer(self) -> str:
        return numbers.whole(self.text.short_answer)

    @property
    def have_ready(self) -> list[str]:
        return numbers.whole(self.text.have_ready).splitlines()

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


def answer(slug: str, language: str, *, at: datetime) -> ShownArticle | None:
    """Answer what residents read under the address, in the active language or in Swedish.

    All but whom to call is the same until something changes, and is kept so long.
    """

    def newest() -> ShownArticle | None:
        texts = read_in(language).filter(article__slug=slug).select_related(*ON_THE_PAGE)
        return next(map(around, best(texts, language)), None)

    shown = published.kept(f"answer {language} {slug}", newest)
    return at_moment(shown, at) if shown and shown.article.is_public_at(at) else None


def of(text: ArticleText, *, at: datetime) -> ShownArticle:
    """Answer a text, published or not, with what stands around it in the active language at the moment."""
    return at_moment(around(text), at)


def around(text: ArticleText) -> ShownArticle:
    """Answer a text with what stands around it at any moment: with nobody to call, and questions that may not be shown yet."""
    article = text.article
    language = get_language() or SOURCE_LANGUAGE
    in_languages = article.texts.published().order_by("language")
    return ShownArticle(
        text=text,
        body=markdown.render(text.body, language),
        has_own_lines=article.lines.exists() or article.units.exists(),
        turn_to=[],
        related=best(titled(read_in(language).filter(article__article=article)), language),
        languages=list(in_languages.values_list("language", flat=True)),
        words=glossary.words_in(f"{text.short_answer}\n{text.body}", text.language),
    )


def at_moment(shown: ShownArticle, at: datetime) -> ShownArticle:
    lines = lines_of(shown.article, at=at) if shown.has_own_lines else main_line(at=at)
    related = [text for text in shown.related if text.article.is_public_at(at)]
    return replace(shown, turn_to=lines, related=related)


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
    texts = read_in(language).filter(article__slug=slug).select_related(*ON_THE_PAGE)
    found = best(texts, language)
    return next((text for text in found if text.article.is_public_at(at)), None)


def most_asked(count: int, *, at: datetime) -> list[ArticleText]:
    """Answer the questions that most people ask, in the active language or in Swedish."""
    articles = Article.objects.public_at(at).order_by("-popularity", "slug")[:count]
    return titles(list(articles), get_language() or SOURCE_LANGUAGE)


def titles(articles: Iterable[Article], language: str) -> list[ArticleText]:
    """Answer each article's published title in the language, or in Swedish; those most asked for in front."""
    return best(titled(read_in(language).filter(article__in=articles)), language)


def read_in(language: str) -> ArticleTextQuerySet:
    """Keep the published texts that a reader of the language may be shown."""
    return ArticleText.objects.published().filter(language__in=[language, SOURCE_LANGUAGE])


def titled(texts: ArticleTextQuerySet) -> ArticleTextQuerySet:
    """Load what a list needs, those most asked for in front."""
    ordered = texts.order_by("-article__popularity", "article__slug")
    return ordered.select_related("article").only(*TITLES)


def best(texts: Iterable[ArticleText], language: str) -> list[ArticleText]:
    """Answer one text for each article; what has none in Swedish has not been published."""
    of_article: dict[int, dict[str, ArticleText]] = {}
    for text in texts:
        of_article.setdefault(text.article_id, {})[text.language] = text
    return [
        found.get(language, found[SOURCE_LANGUAGE])
        for found in of_article.values()
        if SOURCE_LANGUAGE in found
    ]


def lines_of(article: Article, *, at: datetime) -> list[ShownLine]:
    """Answer the lines to call about it: its own and its units', or else the contact centre's."""
    own = Q(articles=article) | Q(unit__articles=article)
    lines = public_lines.show(public_lines.visible(at).filter(own).distinct(), at=at)
    return lines or main_line(at=at)


def main_line(*, at: datetime) -> list[ShownLine]:
    contact_centre = public_lines.contact_centre(at=at)
    return [contact_centre] if contact_centre else []
