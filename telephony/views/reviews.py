"""What a person decides about somebody: after three tries nobody was reached, or nobody knows whether it rang."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from telephony import attempts, offers, promises, reviews
from telephony.models import Attempt, Callback
from telephony.views.frame import LEAD, VIEW, page

ON_A_PAGE = 30


@require_safe
@requires(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """List those who were tried three times and not reached, until somebody has looked into it."""
    rows = reviews.to_review().select_related("queue", "district").prefetch_related("attempts")
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, "review", "telephony/review.html", page=shown, now=timezone.now())


@require_POST
@requires(LEAD)
def tick_off(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Callback, pk=pk)
    try:
        reviews.tick_off(found, by=request.user, at=timezone.now())
    except reviews.NothingToDecide:
        return decided(request, pk)
    messages.success(request, _("Ticked off. We do not ring any more."))
    return redirect("queues:review")


@require_POST
@requires(LEAD)
def ring_again(request: StaffRequest, pk: int) -> HttpResponse:
    refusal = wait_again(request, pk, reviews.ring_again)
    if refusal is None:
        messages.success(request, _("They are rung again, three times at most."))
    return refusal or redirect("queues:review")


@require_POST
@requires(LEAD)
def put_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Let somebody wait again whose number has been put right, or whom the network did not reach."""
    refusal = wait_again(request, pk, reviews.put_back)
    if refusal is None:
        messages.success(request, _("They wait in line again."))
    return refusal or redirect("queues:callback", pk)


@require_POST
@requires(LEAD)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what came of an attempt of which nobody knew whether it rang: three buttons."""
    found = get_object_or_404(Callback, pk=pk)
    attempt = found.attempts.filter(state=Attempt.State.UNKNOWN).first()
    if attempt is None:
        return decided(request, pk)
    try:
        answer = attempts.Answer(request.POST.get("answer", ""))
    except ValueError:
        return refused(request, pk, 422, _("Choose one of the three."))
    try:
        attempts.settle(attempt, answer, agent=request.user, at=timezone.now())
    except (attempts.AlreadyReported, offers.NotYours):
        return decided(request, pk)
    messages.success(request, _("Thank you. It is written down."))
    return redirect("queues:callback", pk)


def wait_again(request: StaffRequest, pk: int, verb: Callable[..., None]) -> HttpResponse | None:
    """Let somebody be rung again; answer the page that says why not."""
    found = get_object_or_404(Callback.objects.select_related("queue__line__unit"), pk=pk)
    try:
        verb(found, by=request.user, at=timezone.now())
    except reviews.NothingToDecide:
        return decided(request, pk)
    except reviews.AlreadyWaits:
        message = _("They have asked again meanwhile, and wait for that call.")
        return refused(request, pk, 409, message)
    except reviews.NumberForgotten:
        return refused(
            request, pk, 422, _("The number has been forgotten: it was kept long enough.")
        )
    except reviews.OutOfUse:
        return refused(request, pk, 422, _("The queue is out of use: nobody would ring."))
    except promises.CannotPromise:
        message = _("Nobody knows when the line is open, so we cannot promise a time.")
        return refused(request, pk, 422, message)
    return None


def decided(request: StaffRequest, pk: int) -> HttpResponse:
    return refused(request, pk, 409, _("A colleague has looked into it already."))


def refused(request: StaffRequest, pk: int, status: int, message: str) -> HttpResponse:
    back = reverse("queues:callback", args=[pk])
    return errors.page(request, status, message=message, back=back)
