"""Closing a line at once, and opening it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from districts import closures
from districts.forms.closure import ClosureForm
from districts.views.frame import (
    CHANGE_HOURS,
    area_or_404,
    line_or_404,
    line_page,
    posted,
)

CLOSURES_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_HOURS)
def index(request: StaffRequest, slug: str, line: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_HOURS)
    found, at = line_or_404(area, line), timezone.now()
    form = ClosureForm(posted(request), now=at)
    if form.is_valid():
        closures.close_now(found, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("The line is closed. Residents see it at once."))
        return redirect("district:closures", area.slug, found.slug)
    latest = found.closures.order_by("-starts_at").select_related("closed_by")[:CLOSURES_SHOWN]
    return line_page(
        request,
        area,
        found,
        "closures",
        "districts/closures.html",
        status=422 if form.errors else 200,
        form=form,
        closures=latest,
        now=at,
    )


@require_POST
@requires(CHANGE_HOURS)
def open_again(request: StaffRequest, slug: str, line: str, pk: int) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_HOURS)
    found = line_or_404(area, line)
    closure = get_object_or_404(found.closures.select_related("line__unit"), pk=pk)
    try:
        closures.open_again(closure, by=request.user, at=timezone.now())
    except closures.NotRunning:
        message = _("The line has already been opened again.")
        return errors.page(request, 409, message=message, back=request.path)
    messages.success(request, _("The line follows its hours again. Residents see it at once."))
    return redirect("district:closures", area.slug, found.slug)
