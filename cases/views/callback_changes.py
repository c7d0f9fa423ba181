"""What the desk changes about a callback, because whoever asked says so or because it got stuck: time, number, that it is wanted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import callback_refusals
from cases.forms.callbacks import MoveForm, NumberForm
from cases.views.callback_acts import refused
from cases.views.callback_booking import FAULTS, times_of_queue
from cases.views.callbacks import callback_or_404, page
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now
from telephony import changes, reviews
from telephony.models import Callback

BOOK = "telephony.book_callbacks"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(BOOK)
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """Ring in another half hour, or as soon as possible: whoever asked wants it so."""
    callback = callback_or_404(pk)
    if callback.status not in changes.MAY_MOVE:
        return refused(request, callback, changes.NotNow())
    if request.method != "POST":
        form = MoveForm(initial={"slot": callback.slot_id}, queue=callback.queue)
        return move_page(request, callback, form)
    form = MoveForm(request.POST, queue=callback.queue)
    if not form.is_valid():
        return move_page(request, callback, form, status=422)
    try:
        changes.move(callback, form.cleaned_data["slot"], by=request.user, at=now())
    except changes.NotNow as refusal:
        return refused(request, callback, refusal)
    except tuple(FAULTS) as refusal:
        field, sentence = FAULTS[type(refusal)]
        form.add_error(field, str(sentence))
        return move_page(request, callback, form, status=422)
    messages.success(request, _("The callback is moved."))
    return redirect("desk-callbacks:callback", pk)


def move_page(
    request: StaffRequest, callback: Callback, form: MoveForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "callback": callback,
        "chosen_slot": str(form["slot"].value() or ""),
        "part_of": "desk-callbacks:list",
        **times_of_queue(callback.queue, callback.district, at=timezone.now()),
    }
    return render(request, "desk/callbacks/move.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(BOOK)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Ring no more, because whoever asked has said so: ask first, for the place is gone with it."""
    callback = callback_or_404(pk)
    if request.method != "POST":
        return ask_before_cancelling(request, callback)
    try:
        cancelled = changes.cancel(callback, by=request.user, at=now())
    except changes.NotNow as refusal:
        return refused(request, callback, refusal)
    if cancelled.ending != Callback.Ending.CANCELLED:  # reached, say, since the page was shown
        return refused(request, callback, changes.NotNow())
    messages.success(request, _("Cancelled. Nobody rings them."))
    return redirect("desk-callbacks:list")


def ask_before_cancelling(request: StaffRequest, callback: Callback) -> HttpResponse:
    if callback.status not in changes.MAY_END:
        return refused(request, callback, changes.NotNow())
    what_goes = (
        _("We do not ring. The half hour is free for somebody else.")
        if callback.slot
        else _("We do not ring, and the place in the line is gone.")
    )
    context = {
        "question": _("Cancel the callback %(code)s?") % {"code": callback.code},
        "consequences": [
            what_goes,
            _("The resident gets an SMS that says so, if messages are allowed."),
        ],
        "action": _("Cancel the callback"),
        "back_url": reverse("desk-callbacks:callback", args=[callback.pk]),
        "destructive": True,
        "part_of": "desk-callbacks:list",
    }
    return render(request, "confirm.html", context)


@require_POST
@requires(BOOK)
def number(request: StaffRequest, pk: int) -> HttpResponse:
    """Ring another number: whoever asked has told it."""
    callback = callback_or_404(pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return page(request, callback, number_form=form, status=422)
    try:
        new = form.cleaned_data["number"]
        changed = changes.ask_new_number(callback, new, by=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        return refused(request, callback, refusal)
    if changed.folded_into:
        messages.info(request, _("This number has a callback already."))
        return redirect("desk-callbacks:callback", changed.folded_into.pk)
    messages.success(request, _("The number is changed."))
    return redirect("desk-callbacks:callback", pk)


@require_POST
@requires(BOOK)
def put_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it wait for its turn again: the network works."""
    callback = callback_or_404(pk)
    try:
        reviews.put_back(callback, by=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        return refused(request, callback, refusal)
    messages.success(request, _("It waits for its turn again."))
    return redirect("desk-callbacks:callback", pk)
