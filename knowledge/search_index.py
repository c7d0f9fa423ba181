"""The index of published texts: what is found, and by which words.

Whoever publishes a text puts it here, in the place of the one before it. The index holds nothing that cannot be made again.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.db.models.expressions import Combinable

from districts.find import NAME_COLUMNS
from knowledge import search_words
from knowledge.models import (
    Article,
    ArticleText,
    AskedAs,
    IndexedText,
    KnownWord,
    SynonymGroup,
    Topic,
)

LINK_TARGET = re.compile(r"\]\([^)]*\)")  # of Markdown: the address is no text
HEAD, BODY = "ABC", "D"  # PostgreSQL's weights
SHORTEST_KNOWN = 4  # letters; shorter words cannot be told from each other when they are misspelt


def put(text: ArticleText) -> None:
    """Let a published text be found, instead of the one before it in its language."""
    put_all([text])


def remove(text: ArticleText) -> None:
    """Let the text be found no longer: it is not published any more."""
    IndexedText.objects.filter(text=text).delete()


@transaction.atomic
def put_all(texts: Iterable[ArticleText]) -> int:
    """Put many texts at once, whose articles have been read with their topics; answer how many."""
    texts = list(texts)
    learn(f"{text.title} {text.short_answer}" for text in texts)
    rows = [
        IndexedText(
            text=text,
            article=text.article,
            language=text.language,
            vector=vector_of(text, HEAD + BODY),
            head=vector_of(text, HEAD),
            published_at=text.published_at or text.written_at,
        )
        for text in texts
    ]
    IndexedText.objects.bulk_create(
        rows,
        batch_size=100,
        update_conflicts=True,
        unique_fields=["article", "language"],
        update_fields=["text", "vector", "head", "published_at"],
    )
    return len(rows)


@transaction.atomic
def rebuild() -> int:
    """Make the whole index again from what is published; answer how many texts it holds."""
    IndexedText.objects.all().delete()
    KnownWord.objects.all().delete()
    published = ArticleText.objects.published().select_related(
        "article__topic__parent", "article__asked_as"
    )
    learn(" ".join(group.words) for group in SynonymGroup.objects.all())
    return sum(put_all(published.filter(language=code)) for code, _name in settings.LANGUAGES)


def vector_of(text: ArticleText, weights: str) -> Combinable:
    """Answer what the text is found by, those parts of it that have one of the weights; what stands first weighs most."""
    weighed = {
        "A": text.title,
        "B": f"{text.short_answer} {asked_as(text.article)}",
        "C": f"{names_of(text.article.topic)} {text.law_references}",
        "D": LINK_TARGET.sub("]", text.body),
    }
    config = search_words.stemmer_of(text.language)
    first, *others = [
        SearchVector(
            Value(searchable(weighed[weight], text.language)), config=config, weight=weight
        )
        for weight in weights
    ]
    return sum(others, start=first)


def searchable(text: str, language: str) -> str:
    """Answer the words of a text with everything that each of them is found by."""
    return " ".join(
        form for word in search_words.words(text) for form in search_words.forms(word, language)
    )


def asked_as(article: Article) -> str:
    """Answer what people call the article's subject, if that has been written down for it."""
    try:
        return " ".join(article.asked_as.words)
    except AskedAs.DoesNotExist:
        return ""


def names_of(topic: Topic) -> str:
    names = [
        getattr(each, column) for each in (topic, topic.parent) if each for column in NAME_COLUMNS
    ]
    return " ".join(name for name in names if name)


def learn(texts: Iterable[str]) -> None:
    """Remember how words are spelt."""
    known = {search_words.joined(word) for text in texts for word in search_words.words(text)}
    KnownWord.objects.bulk_create(
        (KnownWord(word=word) for word in sorted(known) if len(word) >= SHORTEST_KNOWN),
        batch_size=5000,
        ignore_conflicts=True,
    )
