"""/desk/articles/: an article as those read it who answer, with what is for staff only; and the articles of a topic."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.templatetags.ui import language as language_named
from knowledge import markdown, numbers, shown
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, Topic
from knowledge.search import READ_ARTICLES


@require_safe
@requires(READ_ARTICLES)
def article(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the article in the language asked for, where it has been published in it, or else in Swedish."""
    wanted = request.GET.get("language", SOURCE_LANGUAGE)
    context = context_of(slug, language=wanted, at=timezone.now())
    if context is None:
        raise Http404
    return render(request, "desk/articles/article.html", context)


@require_safe
@requires(READ_ARTICLES)
def topic(request: StaffRequest, code: str) -> HttpResponse:
    """List what the topic, and those under it, are answered by."""
    found = get_object_or_404(Topic.objects.in_use().select_related("parent"), code=code)
    articles = Article.objects.published().filter(topic__in=[found, *found.children.in_use()])
    titles = shown.titles(articles, get_language() or SOURCE_LANGUAGE)
    return render(request, "desk/articles/topic.html", {"topic": found, "texts": titles})


def context_of(slug: str, *, language: str, at: datetime) -> dict[str, Any] | None:
    """Answer what desk/articles/_article.html shows; None: nothing is published at the address."""
    published = ArticleText.objects.published().filter(article__slug=slug)
    published = published.select_related("article__topic", "article__owner", "article__owner_unit")
    texts = {text.language: text for text in published.order_by("language")}
    if SOURCE_LANGUAGE not in texts:
        return None
    swedish = texts[SOURCE_LANGUAGE]
    text = texts.get(language, swedish)
    return {
        "text": text,
        "swedish": swedish,
        "short_answers": [numbers.whole(each.short_answer) for each in (text, swedish)],
        "body": markdown.render(text.body, text.language),
        "have_ready": numbers.whole(text.have_ready).splitlines(),
        "law_references": swedish.law_references.splitlines(),
        "notes": for_staff(swedish.agent_notes),
        "unconfirmed": for_staff(swedish.unconfirmed),
        "turn_to": shown.lines_of(swedish.article, at=at),
        "related": related_to(swedish.article, text.language),
        "languages": [language_named(code) for code in texts],
        "is_shown": swedish.article.is_public_at(at),
    }


def for_staff(text: str) -> SafeString:
    return markdown.render(text, SOURCE_LANGUAGE)


def related_to(article: Article, language: str) -> list[ArticleText]:
    related = Article.objects.published().filter(pk__in=article.related.all())
    return shown.titles(related, language)
