"""Setting up, changing and closing units."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from districts import units
from districts.areas import Area
from districts.forms.units import CloseUnitForm, UnitForm
from districts.models import Unit
from districts.views.frame import CHANGE_UNITS, area_or_404, area_page, posted

TEMPLATE = "districts/unit_form.html"


def unit_or_404(area: Area, slug: str) -> Unit:
    return get_object_or_404(area.units().still_open(), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def create(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    form = UnitForm(posted(request))
    if form.is_valid():
        units.create(area.district, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The unit is there. Now give it a line."))
        return redirect("district:lines", area.slug)
    status = 422 if form.errors else 200
    return area_page(request, area, "lines", TEMPLATE, status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def change(request: StaffRequest, slug: str, unit: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    found = unit_or_404(area, unit)
    form = UnitForm(posted(request), instance=found)
    if form.is_valid():
        units.change(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Residents see it at once."))
        return redirect("district:lines", area.slug)
    status = 422 if form.errors else 200
    return area_page(request, area, "lines", TEMPLATE, status=status, form=form, unit=found)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def close(request: StaffRequest, slug: str, unit: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    found = unit_or_404(area, unit)
    line_count, people_count = found.lines.count(), found.memberships.count()
    is_empty = not (line_count or people_count)
    form = CloseUnitForm(posted(request), unit=found, area=area, is_empty=is_empty)
    if form.is_valid():
        try:
            successor = form.cleaned_data["successor"]
            units.close(found, successor, by=request.user, at=timezone.now())
        except (units.AlreadyClosed, units.NeedsSuccessor):
            return errors.page(request, 409, back=request.path)
        messages.success(request, _("%(unit)s is closed.") % {"unit": found})
        return redirect("district:lines", area.slug)
    context = {
        "question": _("Close %(unit)s?") % {"unit": found},
        "consequences": [*consequences(line_count, people_count), _("This cannot be undone.")],
        "action": _("Close the unit today"),
        "back_url": reverse("district:lines", args=[area.slug]),
        "destructive": True,
        "form": form,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


def consequences(line_count: int, people_count: int) -> list[str]:
    """Say what goes over to the unit that takes over."""
    sentences = []
    if line_count:
        text = ngettext(
            "%(count)d line, with its number and hours, goes over to the unit that takes over.",
            "%(count)d lines, with their numbers and hours, go over to the unit that takes over.",
            line_count,
        )
        sentences.append(text % {"count": line_count})
    if people_count:
        text = ngettext(
            "%(count)d person keeps the same role there.",
            "%(count)d people keep the same roles there.",
            people_count,
        )
        sentences.append(text % {"count": people_count})
    return sentences
