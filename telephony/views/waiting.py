"""/queues/<queue>/: who waits there, and what its lead decides about one of them. No number is shown here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from telephony import callback_messages, changes, leading, waiting_list
from telephony.forms.leading import GiveForm, PriorityForm, ReasonForm
from telephony.models import Callback
from telephony.views.frame import LEAD, VIEW, posted, queue_or_404, queue_page

ON_A_PAGE = 50


@require_safe
@requires(VIEW)
def queue(request: StaffRequest, slug: str) -> HttpResponse:
    """Show who waits, or, to a page that shows the same already, nothing: 204."""
    found, at = queue_or_404(slug), timezone.now()
    page = Paginator(waiting_list.live(found), ON_A_PAGE).get_page(request.GET.get("page"))
    callbacks = list(page.object_list)
    stamp = waiting_list.stamp(callbacks, at=at)
    if stamp == request.GET.get("stamp"):
        return HttpResponse(status=204)
    page.object_list = waiting_list.show(callbacks, at=at)  # type: ignore[assignment]
    is_poll = request.htmx.target == "waiting"
    template = "telephony/_waiting.html" if is_poll else "telephony/queue.html"
    return queue_page(request, found, "queue", template, page=page, stamp=stamp, now=at)


@require_safe
@requires(LEAD)
def callback(request: StaffRequest, pk: int) -> HttpResponse:
    return callback_page(request, callback_or_404(pk))


@require_POST
@requires(LEAD)
def give(request: StaffRequest, pk: int) -> HttpResponse:
    found, at = callback_or_404(pk), timezone.now()
    form = GiveForm(request.POST, queue=found.queue, auto_id="give_%s")
    if not form.is_valid():
        return callback_page(request, found, status=422, give_form=form)
    agent, revision = form.cleaned_data["agent"], form.cleaned_data["revision"]
    try:
        leading.give(found, agent, revision=revision, by=request.user, at=at)
    except (leading.MovedOn, leading.NotAMember):
        return moved_on(request, found)
    messages.success(request, _("Saved. The callback keeps its place."))
    return redirect("queues:callback", found.pk)


@require_POST
@requires(LEAD)
def prioritise(request: StaffRequest, pk: int) -> HttpResponse:
    found, at = callback_or_404(pk), timezone.now()
    form = PriorityForm(request.POST, auto_id="priority_%s")
    if not form.is_valid():
        return callback_page(request, found, status=422, priority_form=form)
    try:
        leading.prioritise(found, **form.cleaned_data, by=request.user, at=at)
    except leading.MovedOn:
        return moved_on(request, found)
    messages.success(request, _("Saved. The list has a new order."))
    return redirect("queues:callback", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(LEAD)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Cancel a callback, with a reason that is kept and a neutral message to the resident."""
    found, at = callback_or_404(pk), timezone.now()
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            changes.withdraw(found, **form.cleaned_data, by=request.user, at=at)
        except changes.NotNow:
            return moved_on(request, found)
        messages.success(request, _("The callback is cancelled."))
        return redirect("queues:queue", found.queue.slug)
    context = {
        "form": form,
        "question": _("Cancel the callback %(code)s?") % {"code": found.code},
        "consequences": consequences_of_withdrawing(found),
        "action": _("Cancel the callback"),
        "back_url": reverse("queues:callback", args=[found.pk]),
        "destructive": True,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


def consequences_of_withdrawing(callback: Callback) -> list[str]:
    return [
        _("We do not ring. The half hour is free for somebody else.")
        if callback.slot_id
        else _("We do not ring."),
        _("The resident gets an SMS that says so.")
        if callback_messages.will_be_told(callback)
        else _(
            "The resident gets no SMS: the number takes none or is not confirmed, or no message is wanted."
        ),
    ]


def callback_or_404(pk: int) -> Callback:
    rows = Callback.objects.select_related("queue__line__unit", "owner", "offered_to", "district")
    return get_object_or_404(rows, pk=pk)


def callback_page(
    request: StaffRequest,
    found: Callback,
    *,
    status: int = 200,
    give_form: GiveForm | None = None,
    priority_form: PriorityForm | None = None,
) -> HttpResponse:
    revision, at = {"revision": found.revision}, timezone.now()
    give_at_first = {**revision, "agent": found.owner_id}
    [row] = waiting_list.show([found], at=at)
    context = {
        "row": row,
        "callback": found,
        "queue": found.queue,
        "attempts": found.attempts.select_related("agent"),
        "give_form": give_form
        or GiveForm(initial=give_at_first, queue=found.queue, auto_id="give_%s"),
        "priority_form": priority_form
        or PriorityForm(initial={**revision, "priority": found.priority}, auto_id="priority_%s"),
        "now": at,
    }
    return render(request, "telephony/callback.html", context, status=status)


def moved_on(request: StaffRequest, found: Callback) -> HttpResponse:
    message = _("Somebody was faster: the callback has been rung or changed meanwhile.")
    return errors.page(
        request, 409, message=message, back=reverse("queues:callback", args=[found.pk])
    )
