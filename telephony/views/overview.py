"""/queues/: the lead's picture, which asks by itself whether anything has changed."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from telephony import overview
from telephony.models import Queue
from telephony.views.frame import VIEW, page


@require_safe
@requires(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """Show who waits and who answers, or, to a page that shows the same already, nothing: 204."""
    at = timezone.now()
    picture = overview.of_all(at=at)
    stamp = overview.stamp(picture, at=at)
    if stamp == request.GET.get("stamp"):
        return HttpResponse(status=204)
    is_poll = request.htmx.target == "now"
    template = "telephony/_now.html" if is_poll else "telephony/overview.html"
    return page(request, "overview", template, picture=picture, stamp=stamp, now=at)


@require_safe
@requires(VIEW)
def all_queues(request: StaffRequest) -> HttpResponse:
    """List every queue, those out of use at the end."""
    queues = Queue.objects.select_related("line__unit", "service").order_by("-is_active", "name")
    return page(request, "all", "telephony/all_queues.html", queues=queues)
