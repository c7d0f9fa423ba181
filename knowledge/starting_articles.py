"""The articles that a city's house begins with, as files beside the code: one folder each, one file for each language.

A city goes on from there: an article that exists is left alone. They say what holds in Stockholm, with their sources; in a
city of its own they are drafts, which somebody reads and publishes.
"""

import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from django.conf import settings
from django.utils import timezone

from knowledge import search_index, synonyms
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, Topic

REVIEWED_EVERY = timedelta(days=180)
LISTS = ["have_ready", "law_references"]  # one a line in the database


def folders() -> list[Traversable]:
    folder = files(__package__).joinpath("starting_articles")
    return sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda f: f.name)


def read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def load(*, at: datetime) -> int:
    """Create the articles that are missing; answer how many are new. Their topics must be there: topic_codes.py."""
    there = set(Article.objects.values_list("slug", flat=True))
    missing = [folder for folder in folders() if folder.name not in there]
    topics = Topic.objects.in_bulk(field_name="code")
    articles = {
        folder.name: new_article(folder, topics, today=timezone.localdate(at)) for folder in missing
    }
    Article.objects.bulk_create(articles.values())
    texts = [text for folder in missing for text in texts_of(folder, articles[folder.name], at=at)]
    ArticleText.objects.bulk_create(texts)
    relate(missing)
    if missing:
        synonyms.load()
        synonyms.load_asked_as()
        search_index.rebuild()
    return len(missing)


def new_article(folder: Traversable, topics: dict[str, Topic], *, today: date) -> Article:
    about = read(folder / "article.toml")
    return Article(
        slug=folder.name,
        topic=topics[about["topic"]],
        is_public=about.get("is_public", True),
        leaves_quickly=about.get("leaves_quickly", False),
        popularity=about.get("popularity", 0),
        sources="\n".join(about["sources"]),
        review_due=today + REVIEWED_EVERY,
    )


def texts_of(folder: Traversable, article: Article, *, at: datetime) -> list[ArticleText]:
    written = {file.name.removesuffix(".toml"): file for file in folder.iterdir()}
    return [
        new_text(read(written[code]), article, code, at=at)
        for code, _name in settings.LANGUAGES
        if code in written
    ]


def new_text(
    content: dict[str, Any], article: Article, language: str, *, at: datetime
) -> ArticleText:
    content |= {name: "\n".join(content.get(name, [])) for name in LISTS}
    is_published = settings.SAMPLE_CITY
    return ArticleText(
        article=article,
        language=language,
        source_version=None if language == SOURCE_LANGUAGE else 1,
        state=ArticleText.State.PUBLISHED if is_published else ArticleText.State.DRAFT,
        written_at=at,
        published_at=at if is_published else None,
        **content,
    )


def relate(folders: list[Traversable]) -> None:
    """Tie the new articles to the ones that they name."""
    ids = dict(Article.objects.values_list("slug", "pk"))
    Article.related.through.objects.bulk_create(
        Article.related.through(from_article_id=ids[folder.name], to_article_id=ids[slug])
        for folder in folders
        for slug in read(folder / "article.toml").get("related", [])
        if slug in ids
    )
