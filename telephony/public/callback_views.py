"""/callback/<code>/: whoever has the code sees the callback, proves the number, moves it, changes the number, or cancels."""

from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contactcenter import errors
from contactcenter.accounts.access import public
from contactcenter.public_forms import public_form, sender_of
from telephony import bookings, changes, numbers, promises, slots
from telephony.models import Callback
from telephony.public import calendar, finding, limits, status, times
from telephony.public.forms import FindForm, ProofForm
from telephony.public.views import day_of, page

NO_SUCH_CODE = "no_such_code"


class OfCallback(Protocol):
    def __call__(
        self, request: HttpRequest, callback: Callback, *, at: datetime
    ) -> HttpResponse: ...


def of_callback(view: OfCallback) -> Any:
    """Give the view the callback whose code stands in the address."""

    @wraps(view)
    def wrapped(request: HttpRequest, code: str) -> HttpResponse:
        at = timezone.now()
        try:
            callback = finding.find(code, sender=sender_of(request), at=at)
        except limits.TooMany:
            return errors.page(request, 429, back=reverse("callbacks:find"))
        if callback is None:
            return errors.page(
                request, 404, message=_("There is no such code."), back=reverse("callbacks:find")
            )
        return view(request, callback, at=at)

    return wrapped


@public_form
def find(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    form = FindForm(request, at=at)
    if form.is_valid():
        try:
            callback = finding.find(form.cleaned_data["code"], sender=form.sender, at=at)
        except limits.TooMany:
            return errors.page(request, 429, back=reverse("callbacks:find"))
        if callback:
            return redirect("callbacks:callback", callback.code)
        form.refuse(_("There is no such code. Check each letter and digit."), NO_SUCH_CODE)
    return page(request, "find", at=at, status=form.status, form=form)


@public
@never_cache
@require_safe
@of_callback
def callback(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    return shown(request, callback, ProofForm(), at=at)


def shown(
    request: HttpRequest, callback: Callback, form: ProofForm, *, at: datetime, answer: int = 200
) -> HttpResponse:
    of_now = status.of(callback, at=at)
    name = "proof" if of_now.state is status.State.UNCONFIRMED else "callback"
    context = {"shown": of_now, "form": form}
    if name == "proof":
        context["may_send_again"] = status.may_send_again(callback, at=at)
    return page(request, name, at=at, status=answer, **context)


@public_form
@of_callback
def prove(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    """Take the six digits: with them the callback begins. Whoever had one already is led to that one."""
    if request.method != "POST":
        return redirect("callbacks:callback", callback.code)
    form = ProofForm(request.POST)
    if not form.is_valid():
        return shown(request, callback, form, at=at, answer=422)
    try:
        if form.cleaned_data["when"]:
            callback = moved(callback, form.cleaned_data["when"], at=at)
        live = bookings.confirm(callback, form.cleaned_data["digits"], at=at)
    except numbers.WrongCode:
        form.add_error("digits", _("Those are not the digits that we sent, or they are too old."))
        return shown(request, callback, form, at=at, answer=422)
    except (bookings.NoLongerAsked, changes.NotNow):
        return redirect("callbacks:callback", callback.code)
    except (slots.Full, promises.CannotPromise):
        others = times.few(callback.queue, callback.district, at=at)
        if not others:
            return page(request, "nobody_rings", at=at, status=409)
        form.refuse_time(others)
        return shown(request, callback, form, at=at, answer=409)
    return redirect("callbacks:callback", live.code)


@public_form
@of_callback
def send_again(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    if request.method == "POST" and status.may_send_again(callback, at=at):
        with suppress(bookings.NoLongerAsked):  # the page says so
            bookings.send_new_code(callback, at=at)
    return redirect("callbacks:callback", callback.code)


@public_form
@of_callback
def move(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    """Show when else we could ring, and move the callback there."""
    of_now = status.of(callback, at=at)
    if not of_now.may_change:
        return redirect("callbacks:callback", callback.code)
    answer, taken, offered = 200, False, None
    if request.method == "POST":
        try:
            moved(callback, request.POST.get("when", ""), at=at)
            return redirect("callbacks:callback", callback.code)
        except (slots.Full, promises.CannotPromise):
            answer, taken = 409, True
        except changes.NotNow:
            answer, offered = 409, times.NONE
    first = day_of(request.GET.get("from", ""))
    offered = offered or times.offered(callback.queue, callback.district, at=at, first=first)
    context = {
        "shown": of_now,
        "times": offered,
        "is_later": first is not None,
        "is_soon": callback.slot is None,
        "is_taken": taken,
    }
    return page(request, "move", at=at, status=answer, **context)


def moved(callback: Callback, when: str, *, at: datetime) -> Callback:
    """Ring at another time; one that there is not is as good as taken."""
    slot = times.slot_of(callback.queue, when, at=at)
    if slot is None and when != times.SOON:
        raise slots.Full([])
    return changes.move(callback, slot, by=None, at=at)


@public_form
@of_callback
def cancel(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    of_now = status.of(callback, at=at)
    if of_now.may_change and request.method != "POST":
        return page(request, "cancel", at=at, shown=of_now)
    if of_now.may_change:
        with suppress(changes.NotNow):  # we are ringing, the page says so
            changes.cancel(callback, by=None, at=at)
    return redirect("callbacks:callback", callback.code)


@public
@never_cache
@require_safe
@of_callback
def as_calendar(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    """Answer when we ring as a file for a calendar; its words tell nobody who rings, or why."""
    if not status.of(callback, at=at).is_alive:
        return redirect("callbacks:callback", callback.code)
    name = calendar.FILE_NAME
    return HttpResponse(
        calendar.ical(callback, at=at),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
