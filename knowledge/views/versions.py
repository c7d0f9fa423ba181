"""What has been published in a language before, what changed from one version to the next, and the way back to one."""

from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import article_list, articles, differences
from knowledge.models import ArticleText
from knowledge.views.frame import EDIT, editor_page

ON_A_PAGE = 10


@require_safe
@requires(EDIT)
def history(request: StaffRequest, slug: str, language: str) -> HttpResponse:
    """List the versions, newest first, each with what it changed."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    article = get_object_or_404(article_list.with_title(), slug=slug)
    versions = (
        article.texts.filter(language=language)
        .exclude(published_at=None)
        .select_related("written_by", "checked_by")
        .order_by("-version")
    )
    page = Paginator(versions, ON_A_PAGE).get_page(request.GET.get("page"))
    first = max(page.start_index() - 1, 0)
    shown = list(versions[first : page.end_index() + 1])  # with the forerunner of the last one
    context: dict[str, Any] = {
        "article": article,
        "page": page,
        "entries": [
            (after, before, differences.between(before, after) if before else [])
            for after, before in zip_longest(shown[:ON_A_PAGE], shown[1:])
        ],
        "language_name": dict(settings.LANGUAGES)[language],
    }
    return editor_page(request, "editor:articles", "editor/history.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then begin a draft that reads like the earlier version."""
    earlier = ArticleText.objects.filter(state=ArticleText.State.REPLACED)
    old = get_object_or_404(earlier.select_related("article"), pk=pk)
    back = reverse("editor:history", args=[old.article.slug, old.language])
    if request.method == "POST":
        try:
            draft = articles.restore(old, by=request.user, at=timezone.now())
        except articles.AlreadyBeingWritten:
            messages.error(
                request, _("There is a draft already. Publish it or throw it away first.")
            )
            return redirect(back)
        return redirect("editor:write-text", draft.pk)
    context: dict[str, Any] = {
        "question": _("Go back to version %(number)s of “%(title)s”?")
        % {"number": old.version, "title": old},
        "consequences": [
            _(
                "A draft begins that reads like it. Nothing changes for readers until it is published."
            )
        ],
        "action": _("Begin the draft"),
        "back_url": back,
    }
    return render(request, "confirm.html", context)
