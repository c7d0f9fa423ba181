"""/callback/: asking to be rung back in three short steps, one screen each. No sign-in, no cookie, no script.

What was chosen stands in the address as codes, so going back is a link; the number is posted, and stands nowhere.
"""

from datetime import date, datetime
from functools import partial, wraps
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import public
from contactcenter.public_forms import public_form
from districts import find, public_lines
from districts.models import District
from telephony import numbers, promises, slots
from telephony.choice_of_queue import NoQueue
from telephony.models import Callback, Queue
from telephony.public import asking, limits, plain_services, steps, times
from telephony.public.forms import NO, AskForm
from telephony.public.steps import Choice

ABOUT, WHEN, NUMBER = 1, 2, 3  # the steps, as they are counted


class Step(Protocol):
    def __call__(
        self, request: HttpRequest, choice: Choice, queue: Queue, *, at: datetime
    ) -> HttpResponse: ...


def after_first(view: Step) -> Any:
    """Give the step what was chosen before it; lead whoever has not chosen yet back to where one chooses."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        choice = steps.read(request.GET, at=at)
        if choice is None:
            return redirect("callbacks:book")
        if choice.asks_where:
            return redirect(f"{reverse('callbacks:where')}?{choice.query}")
        try:
            queue = choice.queue(at=at)
        except NoQueue:
            return page(request, "nobody_rings", at=at)
        return view(request, choice, queue, at=at)

    return wrapped


@public
@never_cache
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """Ask what it is about. Whoever comes from an answer has said so already."""
    at = timezone.now()
    choice = steps.read(request.GET, at=at)
    if choice:
        return redirect(f"{reverse('callbacks:when')}?{choice.query}")
    district = request.GET.get("district", "")[: find.LONGEST_QUERY]
    services = [
        {"words": plain_services.words(each), "code": each.code}
        for each in plain_services.offered()
    ]
    return page(request, "about", at=at, step=ABOUT, services=services, district=district)


@public
@never_cache
@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """Ask where one lives, where that decides who rings: by the name of a place, or from the list of districts."""
    at = timezone.now()
    choice = steps.read(request.GET, at=at)
    if choice is None:
        return redirect("callbacks:book")
    typed = request.GET.get("q", "").strip()[: find.LONGEST_QUERY]
    answer = find.find(typed) if typed else None
    if answer and answer.outcome == find.Outcome.FOUND:
        known = Choice(choice.service, answer.districts[0])
        return redirect(f"{reverse('callbacks:when')}?{known.query}")
    districts = (answer and answer.districts) or District.objects.today()
    return page(
        request,
        "where",
        at=at,
        step=ABOUT,
        choice=choice,
        query=typed,
        answer=answer,
        districts=districts,
    )


@public
@never_cache
@require_safe
@after_first
def when(request: HttpRequest, choice: Choice, queue: Queue, *, at: datetime) -> HttpResponse:
    first = day_of(request.GET.get("from", ""))
    offered = times.offered(queue, choice.district, at=at, first=first)
    return page(
        request, "when", at=at, step=WHEN, choice=choice, times=offered, is_later=first is not None
    )


@public_form
@after_first
def number(request: HttpRequest, choice: Choice, queue: Queue, *, at: datetime) -> HttpResponse:
    """Ask for the number, and take the request."""
    initial = {"when": request.GET.get("when", "")}
    if choice.may_be_overheard:
        initial["say_who"] = NO
    form = AskForm(request, queue=queue, at=at, initial=initial)
    callback = taken(form, choice, at=at) if form.is_valid() else None
    if callback:
        return redirect("callbacks:callback", callback.code)
    chosen = words_of_time(queue, choice, initial["when"], at=at)
    if not (form.is_bound or chosen):
        return redirect(f"{reverse('callbacks:when')}?{choice.query}")
    if form.has_error("when"):
        others = times.few(queue, choice.district, at=at)
        if not others:
            return page(request, "nobody_rings", at=at, status=409)
        form.offer(others)
    return page(
        request,
        "number",
        at=at,
        status=form.status,
        step=NUMBER,
        choice=choice,
        form=form,
        chosen=chosen,
        is_soon=initial["when"] == times.SOON,
    )


def taken(form: AskForm, choice: Choice, *, at: datetime) -> Callback | None:
    """Book what the form asks for; none if a rule says no, which the form then tells."""
    try:
        booking = form.booking(choice.district, Callback.Source.WEB)
        return asking.ask(booking, sender=form.sender, at=at)
    except (slots.Full, promises.CannotPromise):
        form.refuse_time()
    except numbers.NumberRefused as refused:
        form.refuse("number", str(refused), "refused")
    except limits.TooMany:
        form.refuse_for_number_of_requests()
    return None


def words_of_time(queue: Queue, choice: Choice, asked: str, *, at: datetime) -> str:
    """Say what was chosen in the step before; nothing if that is not to be had any more."""
    if asked == times.SOON:
        return times.soon_this_minute(queue, choice.district, at=at).words
    slot = times.slot_of(queue, asked, at=at)
    return times.slot_text(slot, at) if slot else ""


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def page(
    request: HttpRequest, name: str, *, at: datetime, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "steps": [_("What is it about?"), _("When?"), _("Your number")],
        "contact_centre": SimpleLazyObject(partial(public_lines.contact_centre, at=at)),
        "caller_id": settings.CALLER_ID,
    }
    return render(request, f"telephony/public/{name}.html", context, status=status)
