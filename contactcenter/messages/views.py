"""/desk/messages/: what went out and what did not, without saying to whom; and a decision on what nobody knows about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter import encryption
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from contactcenter.messages import kinds, sending, settling
from contactcenter.messages.forms import MessageFilter, Shown
from contactcenter.messages.models import Message, State

VIEW_MESSAGES = "outbox.view_messages"
ON_A_PAGE = 50
MOST_DIGITS = 18  # of a row's number; more would not fit the database's bigint
SHOWN_DIGITS = 2
CHIPS = {
    State.DELIVERED: "done",
    State.UNKNOWN: "urgent",
    State.FAILED: "urgent",
    State.HELD_BACK: "closed",
    State.EXPIRED: "closed",
}


@dataclass(frozen=True)
class Entry:
    """A message in the list."""

    message: Message
    what_for: str | Promise
    chip: str
    number_ends: str
    text: str
    can_be_sent: bool


@require_safe
@requires(VIEW_MESSAGES)
def message_list(request: StaffRequest) -> HttpResponse:
    """Show messages newest first; a page begins below the row that the one before ended with."""
    shown = Shown.UNSETTLED if request.GET.get("shown") == Shown.UNSETTLED else Shown.ALL
    form, at = MessageFilter(request.GET), timezone.now()
    found = form.messages(shown)
    if below := row_in(request.GET.get("below", "")):
        found = found.filter(pk__lt=below)
    rows = list(found[: ON_A_PAGE + 1])
    context = {
        "form": form,
        "shown": shown,
        "tabs": tabs(shown),
        "entries": [entry(message, at=at) for message in rows[:ON_A_PAGE]],
        "older": rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else None,
        "kinds": kinds.KINDS.values(),
    }
    return render(request, "messages/list.html", context)


def row_in(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0


def tabs(current: Shown) -> list[dict[str, Any]]:
    unsettled = Message.objects.unsettled().count()
    counts = {Shown.UNSETTLED: unsettled, Shown.ALL: None}
    return [
        {
            "label": str(shown.label),
            "url": f"?shown={shown}",
            "current": shown is current,
            "count": counts[shown],
        }
        for shown in (Shown.ALL, Shown.UNSETTLED)
    ]


def entry(message: Message, *, at: datetime) -> Entry:
    """What may be seen of a message: never the number; the text only where everybody is invented."""
    is_readable = bool(message.to) and message.kind in kinds.KINDS  # a kind may have gone since
    return Entry(
        message=message,
        what_for=kinds.what_for(message.kind),
        chip=CHIPS.get(State(message.state), "info"),
        number_ends=number_of(message)[-SHOWN_DIGITS:] if message.is_sms else "",
        text=sending.letter_of(message).text if is_readable and settings.SAMPLE_CITY else "",
        can_be_sent=is_readable and message.is_unsettled() and message.is_of_use(at),
    )


def number_of(message: Message) -> str:
    """Answer where it goes; of one that was held back or has been forgotten, nothing."""
    return encryption.decrypt(message.to) if message.to else ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(VIEW_MESSAGES)
def send_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then send the message once more."""
    message = get_object_or_404(Message, pk=pk)
    words = {
        "question": _("Send the message again?"),
        "consequences": [_("If it did arrive, the person gets it twice.")],
        "action": _("Send again"),
    }
    return decide(request, message, settling.send_again, words, _("It is being sent again."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(VIEW_MESSAGES)
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then let the message rest."""
    message = get_object_or_404(Message, pk=pk)
    words = {
        "question": _("Leave the message as it is?"),
        "consequences": [
            _("It is not sent again. If it did not arrive, the person knows nothing.")
        ],
        "action": _("Leave it"),
    }
    return decide(request, message, settling.leave, words, _("The message is left as it is."))


class Act(Protocol):
    def __call__(self, message: Message, *, by: User, at: datetime) -> None: ...


def decide(
    request: StaffRequest, message: Message, act: Act, words: dict[str, Any], done: str
) -> HttpResponse:
    back_url = reverse("outbox:list") + f"?shown={Shown.UNSETTLED}"
    if request.method != "POST":
        return render(request, "confirm.html", words | {"back_url": back_url})
    try:
        act(message, by=request.user, at=timezone.now())
    except settling.Settled:
        notes.warning(request, _("There is nothing to decide about this message any more."))
    else:
        notes.success(request, done)
    return redirect(back_url)
