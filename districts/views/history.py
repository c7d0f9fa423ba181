"""What has been changed in a line's hours, and taking a change back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from districts import hours_differences, hours_editing, hours_history, line_hours
from districts.forms.revision import RevisionForm
from districts.lines import Outdated
from districts.views.frame import (
    CHANGE_HOURS,
    area_or_404,
    line_or_404,
    line_page,
    posted,
)

CHANGES_ON_A_PAGE = 20


@require_safe
@requires(CHANGE_HOURS)
def history(request: StaffRequest, slug: str, line: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_HOURS)
    found = line_or_404(area, line)
    changes = found.changes.select_related("changed_by")
    page = Paginator(changes, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    return line_page(
        request,
        area,
        found,
        "history",
        "districts/history.html",
        page=page,
        entries=hours_history.entries(page),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_HOURS)
def undo(request: StaffRequest, slug: str, line: str, revision: int) -> HttpResponse:
    """Ask, showing what will change; then give the line the hours it had before."""
    area = area_or_404(request, slug, CHANGE_HOURS)
    found = line_or_404(area, line)
    change = get_object_or_404(found.changes.select_related("line__unit"), revision=revision)
    form = RevisionForm(posted(request), initial={"revision": found.revision})
    if form.is_valid():
        try:
            hours_editing.undo(
                change,
                revision=form.cleaned_data["revision"],
                by=request.user,
                at=timezone.now(),
            )
        except Outdated:
            return errors.page(request, 409, back=request.path)
        messages.success(request, _("The earlier hours are back. Residents see it at once."))
        return redirect("district:history", area.slug, found.slug)
    stored = line_hours.of(found, at=timezone.now())
    earlier = line_hours.from_snapshot(change.before)
    return line_page(
        request,
        area,
        found,
        "history",
        "districts/undo.html",
        status=422 if form.errors else 200,
        form=form,
        differences=hours_differences.between(stored, earlier),
    )
