"""What the pages under /queues/ have in common: the tabs above them."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contactcenter.accounts.access import StaffRequest
from telephony import reviews
from telephony.models import Queue

VIEW = "telephony.view_queues"
CHANGE = "telephony.change_queues"
LEAD = "telephony.lead"


def queue_or_404(slug: str) -> Queue:
    return get_object_or_404(Queue.objects.select_related("line__unit", "service"), slug=slug)


def posted(request: StaffRequest) -> QueryDict | None:
    """Answer what was posted, be it nothing; None when the page is only to be shown."""
    return request.POST if request.method == "POST" else None


def page(
    request: StaffRequest, current: str, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw a page about all queues. `current`: the tab that it stands under."""
    places = [
        ("overview", _("Right now"), 0),
        ("review", _("Not reached"), reviews.to_review().count()),
        ("all", _("All queues"), 0),
        ("menu", _("Phone menu"), 0),
    ]
    tabs = [
        {"label": label, "url": reverse(f"queues:{name}"), "current": name == current, "count": n}
        for name, label, n in places
    ]
    return render(request, template, context | {"tabs": tabs}, status=status)


def queue_page(
    request: StaffRequest,
    queue: Queue,
    current: str,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a page about one queue. `current`: the tab that it stands under."""
    places = [
        ("queue", _("Waiting")),
        ("slots", _("Half hours")),
        ("members", _("People who answer")),
        ("change", _("Settings")),
        ("close", _("Move or answer all")),
    ]
    if not request.user.has_perm(CHANGE):
        places = places[:1]
    tabs = [
        {
            "label": label,
            "url": reverse(f"queues:{name}", args=[queue.slug]),
            "current": name == current,
        }
        for name, label in places
    ]
    return render(request, template, context | {"tabs": tabs, "queue": queue}, status=status)
