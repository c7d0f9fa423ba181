"""What helps to answer, to the right of the notes: one panel at a time, chosen in the address (`?panel=hours`).

A panel is a function that answers with a template and what it needs. Another room's panel is added to PANELS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import search
from cases.models import Contact
from cases.views import look_ups
from contactcenter.accounts.access import StaffRequest
from districts import public_lines
from districts import search as districts_search
from districts.models import District

Drawn = tuple[str, dict[str, Any]]


def answers(request: StaffRequest, contact: Contact) -> Drawn:
    """Search in one box: topics, districts, units, lines, news."""
    query = request.GET.get("q", "")
    found = search.everything(query, person=request.user, at=timezone.now())
    return "desk/_contact_answers.html", found


def hours(request: StaffRequest, contact: Contact) -> Drawn:
    """Show who answers now in the district of the latest question that names one; else in the whole city."""
    at = timezone.now()
    district = District.objects.filter(
        pk__in=contact.questions.exclude(district=None).order_by("-number").values("district")[:1]
    ).first()
    lines = (
        public_lines.of_district(district, at=at)
        if district
        else public_lines.show(districts_search.of_the_city(at), at=at)
    )
    return "desk/_contact_hours.html", {"district": district, "lines": lines}


@dataclass(frozen=True)
class Panel:
    label: str | Promise
    draw: Callable[[StaffRequest, Contact], Drawn]
    key: str
    permission: str = "cases.take_contacts"


PANELS: dict[str, Panel] = {
    "answers": Panel(_("Answers"), answers, "Alt+A"),
    "handler": Panel(_("Handler"), look_ups.panel, "Alt+H", "cases.find_handler"),
    "hours": Panel(_("Hours"), hours, "Alt+O"),
}


def context(request: StaffRequest, contact: Contact) -> dict[str, Any]:
    """Answer the chosen panel and the tabs of all that the person may use."""
    offered = {
        name: panel for name, panel in PANELS.items() if request.user.has_perm(panel.permission)
    }
    chosen = request.GET.get("panel", "")
    if chosen not in offered:
        chosen = next(iter(offered))
    template, more = offered[chosen].draw(request, contact)
    tabs = [
        {"name": name, "panel": panel, "url": f"?panel={name}", "current": name == chosen}
        for name, panel in offered.items()
    ]
    return {"panel_template": template, "panel_tabs": tabs, "contact": contact, **more}
