"""What a team lead sees to: agents who have come to the limit, and look-ups that somebody should have a look at."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import look_up_alerts, look_up_limits
from cases.forms.look_ups import RefusalForm
from cases.models import LookUpRelease
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires

LEAD = "cases.lead_desk"
SHOWN_FOR = timedelta(days=30)  # after it was seen to
SHOWN = 50


@require_safe
@requires(LEAD)
def index(request: StaffRequest) -> HttpResponse:
    since = timezone.now() - SHOWN_FOR
    releases = look_up_limits.shown_to(request.user).select_related("agent", "decided_by")
    alerts = look_up_alerts.shown_to(request.user).select_related(
        "look_up__agent", "look_up__contact", "seen_by"
    )
    context = {
        "releases": releases.filter(decided_at=None),
        "decided": releases.filter(decided_at__gte=since)[:SHOWN],
        "alerts": alerts.filter(seen_at=None)[:SHOWN],
        "seen": alerts.filter(seen_at__gte=since)[:SHOWN],
    }
    return render(request, "desk/look_up/limits.html", context)


@require_POST
@requires(LEAD)
def release(request: StaffRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(look_up_limits.shown_to(request.user), pk=pk)
    try:
        look_up_limits.release(asked, by=request.user, at=timezone.now())
    except look_up_limits.AlreadyDecided:
        return _too_late(request)
    messages.success(request, _("The agent may go on."))
    return redirect("look-ups:limits")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(LEAD)
def refuse(request: StaffRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(look_up_limits.shown_to(request.user), pk=pk)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask_for_reason(request, asked, form)
    reason = form.cleaned_data["reason"]
    try:
        look_up_limits.refuse(asked, reason=reason, by=request.user, at=timezone.now())
    except look_up_limits.AlreadyDecided:
        return _too_late(request)
    messages.success(request, _("The limit stands. The agent sees why."))
    return redirect("look-ups:limits")


@require_POST
@requires(LEAD)
def see_alert(request: StaffRequest, pk: int) -> HttpResponse:
    alert = get_object_or_404(look_up_alerts.shown_to(request.user), pk=pk)
    try:
        look_up_alerts.see(alert, by=request.user, at=timezone.now())
    except look_up_alerts.AlreadySeen:
        return _too_late(request)
    return redirect("look-ups:limits")


def _ask_for_reason(request: StaffRequest, asked: LookUpRelease, form: RefusalForm) -> HttpResponse:
    context = {
        "question": _("Let the limit stand for %(agent)s?") % {"agent": asked.agent},
        "consequences": [_("The agent cannot look anybody up until the time is over.")],
        "action": _("Let the limit stand"),
        "back_url": reverse("look-ups:limits"),
        "form": form,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


def _too_late(request: StaffRequest) -> HttpResponse:
    message = _("A colleague has already seen to it.")
    return errors.page(request, 409, message=message, back=reverse("look-ups:limits"))
