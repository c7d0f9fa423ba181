"""What is published, as a file."""

import csv
import io
import json
from typing import Any

from contactcenter.spreadsheets import BYTE_ORDER_MARK, reversible
from knowledge.exchange.rows import COLUMNS, CONTENT
from knowledge.models import ArticleText
from knowledge.models.articles import ArticleTextQuerySet


def texts(*, language: str = "", topic: str = "") -> ArticleTextQuerySet:
    """Keep the published texts in a language, or of a topic and those below it; or all of them."""
    shown = ArticleText.objects.published().select_related("article__topic")
    if language:
        shown = shown.filter(language=language)
    if topic:
        shown = shown.filter(article__topic__code=topic) | shown.filter(
            article__topic__parent__code=topic
        )
    return shown.order_by("article__slug", "language")


def row(text: ArticleText) -> dict[str, Any]:
    article = text.article
    about = {
        "slug": article.slug,
        "topic": article.topic.code,
        "is_public": "yes" if article.is_public else "no",
        "language": text.language,
        "version": text.version,
        "source_version": text.source_version or "",
    }
    content = {name: getattr(text, name) for name in CONTENT}
    return about | content | {"change": "", "change_note": ""}


def as_json(shown: ArticleTextQuerySet) -> str:
    return json.dumps({"texts": [row(text) for text in shown]}, ensure_ascii=False, indent=1)


def as_csv(shown: ArticleTextQuerySet) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")  # what a Swedish spreadsheet expects
    writer.writerow(COLUMNS)
    for text in shown:
        writer.writerow([reversible(str(value)) for value in row(text).values()])
    return BYTE_ORDER_MARK + out.getvalue()
