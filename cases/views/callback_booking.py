"""Booking a callback for somebody: number, what it is about, and when; the promise and the code are read aloud."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import callback_bookings, contacts, heat_map
from cases.forms.callbacks import BookForm, PlaceForm
from cases.models import Contact
from cases.views.callback_acts import saved_or_too_late
from cases.views.callbacks import LONGEST_NUMBER, contact_beside
from cases.views.contacts import visit
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now
from districts.models import District, Service
from telephony import choice_of_queue, promises, slots
from telephony.bookings import Booking
from telephony.models import Callback, Queue

BOOK = "telephony.book_callbacks"
TAKE = "cases.take_contacts"
FULL = _("That half hour has just become full. Choose another one.")
NOT_SO_SOON = _("We cannot ring as soon as was agreed. Choose a half hour.")
# What stands against a booking: beside which field, and in which words.
FAULTS: dict[type[Exception], tuple[str, Promise]] = {
    choice_of_queue.NoQueue: (
        "service",
        _("Nobody rings back about this. Connect, or give the number of the unit."),
    ),
    slots.Full: ("slot", FULL),
    promises.CannotPromise: ("slot", NOT_SO_SOON),
    promises.TooManyWait: ("slot", NOT_SO_SOON),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(BOOK)
def book(request: StaffRequest) -> HttpResponse:
    """Show the form with what the contact knows; "show" draws the times anew, for whoever has no script."""
    contact = contact_beside(request)
    if contact:
        visit(contact, request.user)  # the form shows number and pass phrase that are kept there
    is_urgent = bool(contact and contact.urgent)
    known = callback_bookings.known_of(contact) if contact else {}
    if request.method != "POST" or "show" in request.POST:
        typed = request.POST.dict() if request.method == "POST" else {}
        return page(request, BookForm(initial=known | typed, is_urgent=is_urgent), contact)
    form = BookForm(request.POST, is_urgent=is_urgent)
    if not form.is_valid():
        return page(request, form, contact, status=422)
    return booked(request, form, contact)


@require_POST
@requires(TAKE)
def book_beside(request: StaffRequest, pk: int) -> HttpResponse:
    """Go from a contact to booking: what was typed there is saved first, and the form knows of it."""
    contact = get_object_or_404(Contact.objects.still_open(), pk=pk)
    if stays := saved_or_too_late(request, contact):
        return stays
    return redirect(reverse("desk-callbacks:book", query={"contact": pk}))


def booked(request: StaffRequest, form: BookForm, contact: Contact | None) -> HttpResponse:
    """Book, and show what to read aloud; or say why not, with what was typed still there."""
    at = now()
    try:
        asked = asked_for(form.cleaned_data, at=at)
        callback = callback_bookings.book(asked, contact=contact, agent=request.user, at=at)
    except contacts.Closed:  # in this very moment: the call is wanted all the same
        return booked(request, form, None)
    except callback_bookings.HasOne as refusal:
        return page(request, form, contact, live=refusal.callback, status=409)
    except tuple(FAULTS) as refusal:
        field, sentence = FAULTS[type(refusal)]
        form.add_error(field, str(sentence))
        return page(request, form, contact, status=422)
    messages.success(request, _("The callback is booked."))
    beside = {"contact": str(contact.pk)} if contact else None
    return redirect(reverse("desk-callbacks:callback", args=[callback.pk], query=beside))


def asked_for(given: dict[str, Any], *, at: datetime) -> Booking:
    """Put together what was asked for, for whoever rings back about it in that district."""
    queue = choice_of_queue.for_service(given["service"], given["district"], at=at)
    slot = given["slot"]
    if (
        slot and slot.queue_id != queue.pk
    ):  # chosen before the assignment or the district was changed
        raise slots.Full(slots.free_ones(queue, at=at))
    wishes = ["number", "language", "district", "slot"]
    wishes += ["do_not_say_who", "no_message", "wants_reminder", "pass_phrase"]
    return Booking(
        queue=queue, source=Callback.Source.DESK, **{name: given[name] for name in wishes}
    )


@require_safe
@requires(BOOK)
def heat(request: StaffRequest) -> HttpResponse:
    """Show when it is calm in the queue that would ring: what the form draws anew when somebody chooses something else."""
    form = PlaceForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    times = times_of(given.get("service"), given.get("district"), at=timezone.now())
    template = "desk/callbacks/_times.html" if request.htmx else "desk/callbacks/heat.html"
    return render(request, template, {"form": form, "part_of": "desk-callbacks:list", **times})


def page(
    request: StaffRequest,
    form: BookForm,
    contact: Contact | None,
    *,
    live: Callback | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    service, district = chosen(form, "service", Service), chosen(form, "district", District)
    context = {
        "form": form,
        "contact": contact,
        "live": live,
        "chosen_slot": str(form["slot"].value() or ""),
        "part_of": "desk-callbacks:list",
        **times_of(service, district, at=at),
    }
    return render(request, "desk/callbacks/book.html", context, status=status)


def chosen(form: BookForm, name: str, model: type[Service] | type[District]) -> Any:
    """Answer the row that a field of the form shows as chosen."""
    value = form[name].value()
    if isinstance(value, model) or value is None:
        return value
    is_number = str(value).isdecimal() and len(str(value)) <= LONGEST_NUMBER
    return model.objects.filter(pk=value).first() if is_number else None


def times_of(service: Service | None, district: District | None, *, at: datetime) -> dict[str, Any]:
    """Answer the promise for as soon as possible, and the half hours, of the queue that would ring."""
    if service is None:
        return {}
    try:
        queue = choice_of_queue.for_service(service, district, at=at)
    except choice_of_queue.NoQueue:
        return {"nobody_rings": True}
    return times_of_queue(queue, district, at=at)


def times_of_queue(queue: Queue, district: District | None, *, at: datetime) -> dict[str, Any]:
    ahead = slots.ahead(queue, at=at)
    return {
        "queue": queue,
        "promise": promise_of(queue, district, at=at),
        "map": heat_map.draw(ahead),
    }


def promise_of(queue: Queue, district: District | None, *, at: datetime) -> datetime | None:
    """Answer before when we would ring; None: not as soon as was agreed, so a half hour must be chosen."""
    try:
        return promises.soon(queue, district, at=at).by
    except promises.CannotPromise:
        return None
