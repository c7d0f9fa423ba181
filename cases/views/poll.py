"""What an open desk asks every five seconds: has anything changed? Mostly not, and then it costs seven short queries and
one look into the cache. A callback that is offered comes the same way, on every page of staff. The request carries a `Poll` header, so that it does not keep the session alive.
"""

from collections.abc import Sequence
from hashlib import blake2b

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import callback_cards, on_the_phone, presence, waiting
from cases.models import Contact
from cases.on_the_phone import OnThePhone
from cases.presence import Colleague
from cases.views import workspace
from contactcenter.accounts.access import StaffRequest, requires

TAKE = "cases.take_contacts"


@require_safe
@requires(TAKE)
def poll(request: StaffRequest) -> HttpResponse:
    """Answer with the fragments that changed since the page's `stamp` and `revision`, or with 204 and nothing."""
    asked = number(request.GET.get("contact", ""))
    contacts = workspace.open_contacts(request.user, beside=asked)
    mine = [each for each in contacts if each.agent_id == request.user.pk]
    contact = next((each for each in contacts if each.pk == asked), None)
    colleagues = see(contact, request) if contact else []
    phone, waits = phone_of(request), waiting.of(request.user, at=timezone.now())
    stamp = stamp_of(mine, contact, colleagues, [phone.stamp, waits.stamp])
    is_same_frame = stamp == request.GET.get("stamp")
    is_same_text = contact is None or str(contact.revision) == request.GET.get("revision")
    if is_same_frame and is_same_text:
        return HttpResponse(status=204)
    context = workspace.frame(request.user, contacts, asked)
    context |= {"colleagues": colleagues, "asked": asked, "mine": phone, "waiting": waits}
    context["card"] = callback_cards.of(contact, agent=request.user) if contact else None
    if contact and not is_same_text:
        context |= workspace.shown_fields(contact, {})
    response = render(request, "desk/_contact_poll.html", context)
    response["Stamp"] = stamp
    response["Revision"] = contact.revision if contact else ""
    return response


def phone_of(request: StaffRequest) -> OnThePhone:
    """Answer what is offered to the agent; the poll is the sign that their browser lives."""
    mine = on_the_phone.of(request.user, at=timezone.now())
    on_the_phone.show_life(mine)
    return mine


def see(contact: Contact, request: StaffRequest) -> list[Colleague]:
    focus = request.GET.get("focus", "")[: presence.FIELD_NAME]
    return presence.look(contact.pk, request.user, at=timezone.now(), focus=focus)


def stamp_of(
    mine: Sequence[Contact],
    contact: Contact | None,
    colleagues: Sequence[Colleague],
    telephone: Sequence[object],
) -> str:
    """Answer a short text that is another one as soon as something round the fields changes."""
    frame = [
        [(each.pk, each.urgent) for each in mine],
        contact and (contact.pk, contact.agent_id),
        [(each.pk, each.writes_in) for each in colleagues],
        telephone,
    ]
    return blake2b(repr(frame).encode(), digest_size=8).hexdigest()


def number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
