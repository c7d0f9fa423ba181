"""A district's units and lines: who can be reached at which number, and where callers go outside hours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from districts import lines, relief
from districts.areas import Area
from districts.forms.lines import LineForm
from districts.views.frame import (
    CHANGE_UNITS,
    VIEW,
    area_or_404,
    area_page,
    line_or_404,
    posted,
)

FORM = "districts/line_form.html"


@require_safe
@requires(VIEW)
def index(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, VIEW)
    units = area.units().still_open().prefetch_related("lines")
    chains = relief.chains([line for unit in units for line in unit.lines.all()])
    return area_page(
        request,
        area,
        "lines",
        "districts/lines.html",
        units=[(unit, [(line, chains[line]) for line in unit.lines.all()]) for unit in units],
        closed_units=area.units().exclude(closed_on=None).select_related("successor"),
        may_change=area.may(CHANGE_UNITS),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def create(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    form = LineForm(posted(request), area=area)
    if form.is_valid():
        unit = form.cleaned_data.pop("unit")
        form.cleaned_data.pop("revision")
        line = lines.create(unit, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The line is there. Now say when it is answered."))
        return redirect("district:edit-hours", area.slug, line.slug, "week")
    status = 422 if form.errors else 200
    return area_page(request, area, "lines", FORM, status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def change(request: StaffRequest, slug: str, line: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    found = line_or_404(area, line)
    name, revision = str(found), {"revision": found.revision}
    form = LineForm(posted(request), instance=found, area=area, initial=revision)
    if form.is_valid():
        try:
            lines.change(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except lines.Outdated:
            return outdated(request, area, line)
        messages.success(request, _("Saved. Residents see it at once."))
        return redirect("district:lines", area.slug)
    status = 422 if form.errors else 200
    return area_page(request, area, "lines", FORM, status=status, form=form, name=name)


def outdated(request: StaffRequest, area: Area, line: str) -> HttpResponse:
    """Show what is saved by now beside what was typed; saving once more puts the latter in its place."""
    stored = line_or_404(area, line)
    typed = request.POST.copy()
    typed["revision"] = str(stored.revision)
    form = LineForm(typed, instance=line_or_404(area, line), area=area)
    return area_page(
        request, area, "lines", FORM, status=409, form=form, name=str(stored), stored=stored
    )
