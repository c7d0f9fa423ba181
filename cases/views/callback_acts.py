"""What an agent does with a callback: take it or not, ring, say what came of it. Buttons in a contact save it first."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import callback_refusals, callback_words, callbacks, contacts
from cases.models import Contact
from cases.views import contacts as contact_views
from cases.views.callbacks import callback_or_404, page
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now
from telephony import attempts, offers
from telephony.models import Attempt, Callback

ANSWER = "telephony.answer"
BOOK = "telephony.book_callbacks"


@require_POST
@requires(ANSWER)
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept what is offered, or claim what waits; the contact opens with it, or goes on where it was written before."""
    callback = callback_or_404(pk)
    written = callbacks.open_contact(callback, agent=request.user)
    if written and (stays := saved_or_too_late(request, written)):
        return stays
    try:
        contact = callbacks.take(callback, token_of(request), agent=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        own = callbacks.open_contact(callback, agent=request.user)
        if own and callbacks.is_held(callback, agent=request.user):  # pressed twice
            return redirect("contacts:contact", own.pk)
        return refused(request, callback, refusal)
    return redirect("contacts:contact", contact.pk)


@require_POST
@requires(ANSWER)
def take_next(request: StaffRequest) -> HttpResponse:
    """Claim whoever has waited longest, without choosing."""
    try:
        contact = callbacks.take_next(agent=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        _status, sentence = callback_refusals.answer(refusal)
        messages.warning(request, sentence)
        return redirect("desk-callbacks:list")
    if contact is None:
        messages.info(request, _("Colleagues have taken those who waited."))
        return redirect("desk-callbacks:list")
    return redirect("contacts:contact", contact.pk)


@require_POST
@requires(ANSWER)
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    """Give it back before it is rung: to its old place, for somebody else."""
    callback = callback_or_404(pk)
    contact = callbacks.open_contact(callback, agent=request.user)
    if contact and (closed := saved_or_too_late(request, contact)):
        return closed
    try:
        callbacks.give_back(callback, contact, agent=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        if contact and callbacks.is_held(callback, agent=request.user):  # rung in another window
            return redirect("contacts:contact", contact.pk)
        return refused(request, callback, refusal)
    messages.success(
        request, _("Given back to its place. You are away until you say that you are ready.")
    )
    return redirect("desk-callbacks:list")


@require_POST
@requires(ANSWER)
def dial(request: StaffRequest, pk: int) -> HttpResponse:
    """Check once more whether it may be rung now; then the agent's phone rings it, or the switch does."""
    callback = callback_or_404(pk)
    contact = callbacks.open_contact(callback, agent=request.user)
    if contact is None:  # in another window it has gone back, or the contact was given away
        return refused(request, callback, offers.NotYours())
    if closed := saved_or_too_late(request, contact):
        return closed
    try:
        callbacks.ring(callback, contact, agent=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        if callbacks.is_held(callback, agent=request.user):  # pressed twice
            return redirect("contacts:contact", contact.pk)
        return not_rung(request, callback, contact, refusal)
    return redirect("contacts:contact", contact.pk)


@require_POST
@requires(ANSWER)
def outcome(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what came of the call, and tell what happens next."""
    callback = callback_or_404(pk)
    told = request.POST.get("callback-outcome", "")
    attempt = callback.attempts.filter(agent=request.user).order_by("number").last()
    if told not in callbacks.OUTCOMES or attempt is None:
        return errors.page(request, 422, back=reverse("desk-callbacks:callback", args=[pk]))
    contact = callbacks.open_contact(callback, agent=request.user)
    if contact and (closed := saved_or_too_late(request, contact)):
        return closed
    try:
        callbacks.report(contact, attempt, Attempt.Outcome(told), agent=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        return not_rung(request, callback, contact, refusal)
    return told_what_comes(request, callback, attempt)


@require_POST
@requires(ANSWER)
def unknown(request: StaffRequest, pk: int) -> HttpResponse:
    """Say of the attempt that was shown, and may have rung, what came of it, after asking whoever tried."""
    callback = callback_or_404(pk)
    answer, shown = request.POST.get("answer", ""), request.POST.get("attempt", "")
    attempt = next((each for each in callback.attempts.all() if str(each.number) == shown), None)
    if answer not in attempts.Answer.values:
        return errors.page(request, 422, back=reverse("desk-callbacks:callback", args=[pk]))
    if attempt is None:
        return refused(request, callback, attempts.AlreadyReported())
    try:
        attempts.settle(attempt, attempts.Answer(answer), agent=request.user, at=now())
    except callback_refusals.REFUSALS as refusal:
        return refused(request, callback, refusal)
    return told_what_comes(request, callback, attempt)


def token_of(request: StaffRequest) -> uuid.UUID | None:
    """Read the token of an offer. What is none fits no offer; without one, a callback that waits is meant."""
    token = request.POST.get("token")
    try:
        return uuid.UUID(token) if token is not None else None
    except ValueError:
        return uuid.UUID(int=0)


def saved_or_too_late(request: StaffRequest, contact: Contact) -> HttpResponse | None:
    """Save what the contact's form brought along; answer only where that cannot be."""
    try:
        problems = contact_views.save_typed(request, contact)
    except contacts.Closed:
        return contact_views.too_late(request, contact)
    if problems:
        return contact_views.page(request, contact, problems=problems, status=422)
    return None


def told_what_comes(request: StaffRequest, callback: Callback, attempt: Attempt) -> HttpResponse:
    """Go on where the agent is needed: in the contact, if there still is one."""
    messages.success(request, callback_words.after(attempt))
    contact = callbacks.open_contact(callback, agent=request.user)
    return redirect("contacts:contact", contact.pk) if contact else redirect("desk-callbacks:list")


def not_rung(
    request: StaffRequest, callback: Callback, contact: Contact | None, refusal: Exception
) -> HttpResponse:
    """Say plainly why not, in the contact if something is written there."""
    still_open = contact and Contact.objects.still_open().filter(pk=contact.pk).first()
    if still_open is None:
        return refused(request, callback, refusal)
    status, sentence = callback_refusals.answer(refusal)
    messages.warning(request, sentence)
    return contact_views.page(request, still_open, status=status)


def refused(request: StaffRequest, callback: Callback, refusal: Exception) -> HttpResponse:
    """Show the callback as it is by now, and who has it."""
    status, sentence = callback_refusals.answer(refusal)
    return page(request, callback_or_404(callback.pk), status=status, refusal=sentence)
