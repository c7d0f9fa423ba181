"""Deciding on holidays and eves: once for all lines of the district."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcenter.accounts.access import StaffRequest, requires
from districts import holiday_decisions
from districts.areas import Area
from districts.forms.holidays import HolidaysForm
from districts.holiday_decisions import Choice
from districts.models import HolidayDecision
from districts.views.frame import (
    CHANGE_HOURS,
    area_or_404,
    area_page,
    line_or_404,
    line_page,
    posted,
)

DAYS_AHEAD = 400
TEMPLATE = "districts/holidays.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_HOURS)
def index(request: StaffRequest, slug: str, line: str | None = None) -> HttpResponse:
    """Show the days to come and keep what is decided. The page stands under the district, and under each of its lines."""
    area = area_or_404(request, slug, CHANGE_HOURS)
    found = line_or_404(area, line) if line else None
    form = HolidaysForm(posted(request), days=coming(area))
    if form.is_valid():
        save(request, area, form.choices())
        return redirect(request.path)
    status = 422 if form.errors else 200
    if found:
        return line_page(request, area, found, "holidays", TEMPLATE, status=status, form=form)
    return area_page(request, area, "holidays", TEMPLATE, status=status, form=form)


@require_POST
@requires(CHANGE_HOURS)
def confirm_all(request: StaffRequest, slug: str) -> HttpResponse:
    """Close on every day that still waits for a decision, as is suggested."""
    area = area_or_404(request, slug, CHANGE_HOURS)
    waiting = [day for day, stored in coming(area) if day.waits_for_decision and not stored]
    save(request, area, [Choice(each.day, HolidayDecision.Decision.CLOSED) for each in waiting])
    return redirect(reverse("district:holidays", args=[area.slug]))


def coming(area: Area) -> holiday_decisions.Coming:
    return holiday_decisions.coming(
        area.district,
        today=timezone.localdate(),
        days=DAYS_AHEAD,
        language=get_language() or "sv",
    )


def save(request: StaffRequest, area: Area, choices: list[Choice]) -> None:
    if not choices:
        messages.info(request, _("Nothing has changed, so nothing was saved."))
        return
    holiday_decisions.decide(area.district, choices, by=request.user, at=timezone.now())
    text = ngettext("%(count)d day is decided.", "%(count)d days are decided.", len(choices))
    messages.success(request, text % {"count": len(choices)})
