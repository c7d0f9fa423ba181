"""/editor/: the articles, what each of them waits for, and what holds for one in every language."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import article_languages, article_list, article_settings
from knowledge import articles as writing
from knowledge.article_list import WORK
from knowledge.forms.article_list import ArticleFilter
from knowledge.forms.article_settings import ArticleSettingsForm, ReviewedForm
from knowledge.forms.articles import NewArticleForm
from knowledge.models import Article
from knowledge.models.articles import ArticleQuerySet
from knowledge.views.frame import EDIT, editor_page

ON_A_PAGE = 30
AS_THEY_ARE_READ = ["topic__sort_order", "-popularity", "slug"]
SORTS = {
    "title": article_list.BY_TITLE,
    "-title": ["-title_key", "-pk"],
    "review_due": ["review_due", "pk"],
    "-review_due": ["-review_due", "-pk"],
}


@require_safe
@requires(EDIT)
def articles(request: StaffRequest) -> HttpResponse:
    """Show the articles, all of them or what can be seen to, with what each has in every language."""
    shown = request.GET.get("show", "")
    found = ArticleFilter(request.GET, queryset=article_list.with_title())
    listed: ArticleQuerySet = found.qs
    if shown in WORK:
        listed = listed.filter(
            article_list.waiting(shown, editor=request.user, today=timezone.localdate())
        )
    order = SORTS.get(request.GET.get("sort", ""), AS_THEY_ARE_READ)
    rows = article_list.with_languages(listed.select_related("topic", "owner"))
    page = Paginator(rows.order_by(*order), ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "filter": found,
        "page": page,
        "show": shown if shown in WORK else "",
        "entries": [(each, article_languages.in_short(each.current_texts)) for each in page],
        "work": work(request, shown),
        "today": timezone.localdate(),
    }
    return editor_page(request, "editor:articles", "editor/articles.html", **context)


def work(request: StaffRequest, shown: str) -> list[dict[str, Any]]:
    """Answer the tabs of the list, each with how much of it there is to do."""
    counts = article_list.counts(editor=request.user, today=timezone.localdate())
    everything = {"label": _("All"), "url": "?", "current": shown not in WORK}
    return [everything] + [
        {
            "label": label,
            "url": f"?show={name}",
            "current": name == shown,
            "count": counts.get(name),
        }
        for name, label in WORK.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def create(request: StaffRequest) -> HttpResponse:
    form = NewArticleForm(request.POST or None)
    if form.is_valid():
        draft = writing.create(by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("editor:write-text", draft.pk)
    context: dict[str, Any] = {"form": form}
    status = 422 if form.errors else 200
    return editor_page(
        request, "editor:articles", "editor/new_article.html", status=status, **context
    )


@require_safe
@requires(EDIT)
def article(request: StaffRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(titled().select_related("topic", "owner", "owner_unit"), slug=slug)
    context: dict[str, Any] = {
        "article": shown,
        "languages": article_languages.of(shown),
        "is_public_now": shown.is_public_at(timezone.now()),
        "is_overdue": shown.review_due < timezone.localdate(),
    }
    return editor_page(request, "editor:articles", "editor/article.html", **context)


def titled() -> QuerySet[Any]:
    return article_list.with_title()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def settings(request: StaffRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(titled(), slug=slug)
    form = ArticleSettingsForm(request.POST or None, instance=get_object_or_404(Article, slug=slug))
    if form.is_valid():
        try:
            article_settings.change(
                article, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except writing.Outdated:
            return settings_outdated(request, slug)
        messages.success(request, _("Saved."))
        return redirect("editor:article", slug)
    return settings_page(request, article, form)


def settings_outdated(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what is saved by now beside what was chosen; saving once more puts the latter in its place."""
    stored = get_object_or_404(titled(), slug=slug)
    chosen = request.POST.copy()
    chosen["revision"] = str(stored.revision)
    form = ArticleSettingsForm(chosen, instance=get_object_or_404(Article, slug=slug))
    return settings_page(request, stored, form, status=409, stored=stored)


def settings_page(
    request: StaffRequest,
    article: Article,
    form: ArticleSettingsForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"article": article, "form": form}
    status = 422 if form.errors else status
    return editor_page(
        request, "editor:articles", "editor/article_settings.html", status=status, **context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def withdraw(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask, then take the article from residents."""
    article = get_object_or_404(titled(), slug=slug)
    if request.method == "POST":
        article_settings.withdraw(article, by=request.user, at=timezone.now())
        messages.success(request, _("Residents do not see it any more."))
        return redirect("editor:article", slug)
    context: dict[str, Any] = {
        "question": _("Take “%(title)s” from residents?") % {"title": article.title},
        "consequences": [
            _("Its page is gone at once, in every language, and so are links to it."),
            _("Staff go on reading it. You can let residents see it again in its settings."),
        ],
        "action": _("Take it from residents"),
        "back_url": reverse("editor:article", args=[slug]),
        "destructive": True,
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def reviewed(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask when the article is to be gone through again, once somebody has done it now."""
    article = get_object_or_404(titled(), slug=slug)
    next_time = timezone.localdate() + writing.REVIEWED_WITHIN
    form = ReviewedForm(request.POST or None, initial={"review_due": next_time})
    if form.is_valid():
        article_settings.mark_reviewed(
            article, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("It is noted that the article has been reviewed."))
        return redirect("editor:article", slug)
    context: dict[str, Any] = {
        "question": _("Is “%(title)s” right as it stands?") % {"title": article.title},
        "consequences": [
            _("You have gone through the text, its sources and where it tells people to turn.")
        ],
        "action": _("It is right"),
        "back_url": reverse("editor:article", args=[slug]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)
