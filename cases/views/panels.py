"""What helps to answer, to the right of the notes: one panel at a time, chosen in the address (`?panel=hours`).

A panel is a function that answers with a template and what it needs. Another room's panel is added to PANELS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import search, sources
from cases.models import Contact
from cases.views import guides, look_ups
from contactcenter.accounts.access import StaffRequest
from districts import public_lines
from districts import search as districts_search
from districts.models import District
from knowledge import norm_views
from knowledge.views import reading

Drawn = tuple[str, dict[str, Any]]


def answers(request: StaffRequest, contact: Contact) -> Drawn:
    """Search in one box, or show the article that was chosen there, in the language of the conversation."""
    at = timezone.now()
    used = {"sources": list(sources.of(contact))}
    slug = request.GET.get("article", "")
    language = request.GET.get("language", contact.language)
    article = reading.context_of(slug, language=language, at=at) if slug else None
    if article:
        numbers = contact.questions.order_by("-number").values_list("number", flat=True)
        return "desk/_contact_article.html", used | article | {"numbers": list(numbers)}
    query = request.GET.get("q", "")
    found = search.everything(query, person=request.user, at=at, language=contact.language)
    return "desk/_contact_answers.html", used | found


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


def norm(request: StaffRequest, contact: Contact) -> Drawn:
    """Count with the norm, as information: the sum can be read aloud, and says nothing of what somebody will get."""
    return "desk/_contact_norm.html", norm_views.counted(request.GET, auto_id="norm_%s")


@dataclass(frozen=True)
class Panel:
    label: str | Promise
    draw: Callable[[StaffRequest, Contact], Drawn]
    key: str
    permission: str = "cases.take_contacts"


PANELS: dict[str, Panel] = {
    "answers": Panel(_("Answers"), answers, "Alt+A"),
    "handler": Panel(_("Handler"), look_ups.panel, "Alt+H", "cases.find_handler"),
    "guides": Panel(_("Guides"), guides.panel, "Alt+G"),
    "hours": Panel(_("Hours"), hours, "Alt+O"),
    "norm": Panel(_("Norm"), norm, "Alt+M"),
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
