"""What the pages of a district have in common: whose they are, the tabs above them."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contactcenter.accounts.access import StaffRequest
from districts import areas, holiday_decisions
from districts.areas import Area
from districts.holiday_calendar import SuggestedDay
from districts.models import PhoneLine

VIEW = "districts.view_district"
CHANGE_HOURS = "districts.change_phone_hours"
CHANGE_UNITS = "districts.change_units"
VIEW_TARIFFS = "districts.view_tariffs"


def area_or_404(request: StaffRequest, slug: str, permission: str) -> Area:
    """Find the district, or the city, in which the person holds the permission; another one does not exist for them."""
    area = areas.find(slug, request.user)
    if area is None or not area.may(permission):
        raise Http404
    return area


def line_or_404(area: Area, slug: str) -> PhoneLine:
    return get_object_or_404(area.lines().select_related("unit", "outside_hours"), slug=slug)


def posted(request: StaffRequest) -> QueryDict | None:
    """Answer what was posted, be it nothing; None when the page is only to be shown."""
    return request.POST if request.method == "POST" else None


def undecided_holidays(area: Area) -> list[SuggestedDay]:
    return holiday_decisions.undecided(
        area.district, today=timezone.localdate(), language=get_language() or "sv"
    )


def area_page(
    request: StaffRequest,
    area: Area,
    current: str,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a page of the area. `current`: the tab that it stands under."""
    undecided = undecided_holidays(area)
    tabs = _area_tabs(area, current, len(undecided))
    context |= {"area": area, "tabs": tabs, "undecided": undecided}
    return render(request, template, context, status=status)


def line_page(
    request: StaffRequest,
    area: Area,
    line: PhoneLine,
    current: str,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a page of one line's hours. `current`: the tab that it stands under."""
    tabs = _line_tabs(area, line, current, len(undecided_holidays(area)))
    context |= {"area": area, "line": line, "tabs": tabs}
    return render(request, template, context, status=status)


def _area_tabs(area: Area, current: str, undecided: int) -> list[dict[str, Any]]:
    places = [
        ("hours", _("Phone hours"), VIEW),
        ("holidays", _("Holidays"), CHANGE_HOURS),
        ("lines", _("Units and lines"), VIEW),
        ("toll-free", _("Free numbers"), VIEW_TARIFFS),
        ("agreement", _("Agreements"), VIEW),
    ]
    return [
        {
            "label": label,
            "url": reverse(f"district:{name}", args=[area.slug]),
            "current": name == current,
            "count": undecided if name == "holidays" else 0,
        }
        for name, label, permission in places
        if area.may(permission) and (area.district or name != "agreement")
    ]


def _line_tabs(area: Area, line: PhoneLine, current: str, undecided: int) -> list[dict[str, Any]]:
    address = [area.slug, line.slug]
    places = [
        ("week", _("Week"), reverse("district:edit-hours", args=[*address, "week"])),
        ("seasons", _("Seasons"), reverse("district:edit-hours", args=[*address, "seasons"])),
        (
            "exceptions",
            _("Exceptions"),
            reverse("district:edit-hours", args=[*address, "exceptions"]),
        ),
        ("holidays", _("Holidays"), reverse("district:line-holidays", args=address)),
        ("closures", _("Close now"), reverse("district:closures", args=address)),
        ("history", _("History"), reverse("district:history", args=address)),
    ]
    return [
        {
            "label": label,
            "url": url,
            "current": name == current,
            "count": undecided if name == "holidays" else 0,
        }
        for name, label, url in places
    ]
