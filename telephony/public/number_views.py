"""/callback/<code>/number/: another number for a callback. It counts when a code has come back that went there."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from contactcenter import encryption, errors
from contactcenter.public_forms import FAULTS, public_form
from telephony import changes, numbers, promises, slots
from telephony.models import Callback
from telephony.public import limits, status
from telephony.public.callback_views import of_callback
from telephony.public.forms import NewNumberForm, ProofForm
from telephony.public.steps import Choice
from telephony.public.views import page

MAY_CHANGE = {status.State.UNCONFIRMED, status.State.WAITING}


@public_form
@of_callback
def change(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    of_now = status.of(callback, at=at)
    if of_now.state not in MAY_CHANGE:
        return redirect("callbacks:callback", callback.code)
    form = NewNumberForm(request, at=at)
    if form.is_valid():
        try:
            return redirect(asked(callback, form, at=at), callback.code)
        except limits.TooMany:
            form.refuse(str(FAULTS["too_many"]), "too_many")
        except changes.NotNow:
            return redirect("callbacks:callback", callback.code)
        except (slots.Full, promises.CannotPromise):
            return too_late(request, callback)
    return page(request, "new_number", at=at, status=form.status, shown=of_now, form=form)


@transaction.atomic
def asked(callback: Callback, form: NewNumberForm, *, at: datetime) -> str:
    """Ask for the number; answer the route to go on to. A number that takes no code is counted like one of a new request."""
    number = form.cleaned_data["number"]
    was_unconfirmed = callback.status == Callback.Status.UNCONFIRMED
    changes.ask_new_number(callback, number, by=None, at=at)
    if not numbers.takes_code(callback, number):
        limits.count_unproved(number, form.sender, at=at)
        return "callbacks:callback"
    return "callbacks:callback" if was_unconfirmed else "callbacks:prove-number"


@public_form
@of_callback
def prove(request: HttpRequest, callback: Callback, *, at: datetime) -> HttpResponse:
    """Take the six digits that went to the new number."""
    of_now = status.of(callback, at=at)
    sent = callback.confirmations.filter(used_at=None).first()
    if sent is None or of_now.state not in MAY_CHANGE:
        return redirect("callbacks:callback", callback.code)
    form = ProofForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            live = changes.confirm_new_number(callback, form.cleaned_data["digits"], at=at)
            return redirect("callbacks:callback", live.code)
        except numbers.WrongCode:
            form.add_error(
                "digits", _("Those are not the digits that we sent, or they are too old.")
            )
        except changes.NotNow:
            return redirect("callbacks:callback", callback.code)
        except (slots.Full, promises.CannotPromise):
            return too_late(request, callback)
    ending = encryption.decrypt(sent.number)[-2:]
    answer = 422 if form.errors else 200
    context = {"shown": of_now, "form": form, "ending": ending}
    return page(request, "prove_number", at=at, status=answer, **context)


def too_late(request: HttpRequest, callback: Callback) -> HttpResponse:
    """Tell that the time has gone which was asked for, and lead to the others."""
    others = f"{reverse('callbacks:when')}?{Choice(callback.service, callback.district).query}"
    sentence = _("That time has just been taken. Choose another one.")
    return errors.page(request, 409, message=sentence, back=others)
