"""/editor/feedback/: what residents and agents have said about articles, and what was done about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from knowledge import feedback
from knowledge.forms.feedback import FeedbackFilter, HandleForm
from knowledge.models import Feedback
from knowledge.views.frame import EDIT, editor_page

ON_A_PAGE = 20
PLACE = "editor:feedback"


@require_safe
@requires(EDIT)
def inbox(request: StaffRequest) -> HttpResponse:
    """Show what waits, newest first; or, when asked for, what has been handled."""
    shows_handled = request.GET.get("state") == "handled"
    rows = Feedback.objects.handled() if shows_handled else Feedback.objects.waiting()
    rows = rows.with_title().select_related("article", "flagged_by", "handled_by")
    found = FeedbackFilter(request.GET, queryset=rows, request=request)
    page = Paginator(found.qs, ON_A_PAGE).get_page(request.GET.get("page"))
    return editor_page(
        request,
        PLACE,
        "editor/feedback.html",
        filter=found,
        page=page,
        shows_handled=shows_handled,
        states=states("handled" if shows_handled else "waiting"),
    )


def states(current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Waiting"),
            "url": reverse(PLACE),
            "current": current == "waiting",
            "count": Feedback.objects.waiting().count(),
        },
        {
            "label": _("Handled"),
            "url": f"{reverse(PLACE)}?state=handled",
            "current": current == "handled",
        },
        {
            "label": _("By article"),
            "url": reverse("editor:feedback-by-article"),
            "current": current == "by_article",
        },
    ]


@require_safe
@requires(EDIT)
def by_article(request: StaffRequest) -> HttpResponse:
    """Show how useful each article was found, those first that were most often not."""
    return editor_page(
        request,
        PLACE,
        "editor/feedback_by_article.html",
        tallies=feedback.tallies(Feedback.objects.all()),
        states=states("by_article"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def item(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one of them, and take that it has been handled."""
    rows = Feedback.objects.with_title().select_related("article", "flagged_by", "handled_by")
    found = get_object_or_404(rows, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = HandleForm(data, instance=get_object_or_404(Feedback, pk=pk))
    if form.is_valid():
        note, at = form.cleaned_data["note"], timezone.now()
        try:
            feedback.handle(found, note=note, by=request.user, at=at)
        except feedback.AlreadyHandled:
            return errors.page(request, 409, back=reverse(PLACE))
        messages.success(request, _("Handled."))
        return redirect(PLACE)
    context = {"item": found, "form": form, "states": states("")}
    status = 422 if form.errors else 200
    return editor_page(request, PLACE, "editor/feedback_item.html", status=status, **context)


@require_POST
@requires(EDIT)
def reopen(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Feedback, pk=pk)
    try:
        feedback.reopen(found, by=request.user, at=timezone.now())
    except feedback.AlreadyHandled:
        return errors.page(request, 409, back=reverse(PLACE))
    messages.success(request, _("It waits again."))
    return redirect("editor:feedback-item", pk)
