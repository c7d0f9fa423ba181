"""Sending one message: taken and committed before anybody outside is asked, so that none goes out twice by itself."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from contactcenter import encryption
from contactcenter.messages import kinds, reports
from contactcenter.messages.adapters import Adapter, Letter, Refused, Uncertain
from contactcenter.messages.adapters.registry import adapter_for
from contactcenter.messages.models import Message, State

Fault = Message.Fault

# Between tries that were certainly refused: after the last one the message has failed.
PAUSES = [timedelta(minutes=1), timedelta(minutes=10)]


@dataclass(frozen=True)
class Try:
    """One attempt to send a message: whoever holds its secret may say how it went."""

    message: Message
    adapter: Adapter
    secret: str

    def report_url(self) -> str:
        path = reverse("message-report", args=[self.secret])
        return f"{settings.SITE_URL}{path}"

    def ended(self, state: State, **changes: Any) -> None:
        """Keep how the try went, unless a report was quicker or a person has decided to send it anew."""
        under_way = Message.objects.filter(
            pk=self.message.pk,
            report_token=reports.sealed(self.secret),
            state__in=[State.SENDING, State.UNKNOWN],
        )
        under_way.update(state=state, **changes)


def send(
    pk: int, *, at: datetime, adapter_for: Callable[[str], Adapter | None] = adapter_for
) -> None:
    """Send the message, if it is still to be sent. Rung for twice, or by two workers at once, it goes out once.

    Its text is made before it is taken: a message that cannot be read stays where it is, and fails in the log.
    """
    message = Message.objects.due(at).of_use(at).filter(pk=pk).first()
    if message is None:
        return
    letter = letter_of(message)
    adapter = adapter_for(message.channel)
    if adapter is None:
        Message.objects.due(at).filter(pk=pk).update(state=State.FAILED, fault=Fault.NO_ADAPTER)
    elif attempt := take(message, adapter, at=at):
        hand_over(attempt, letter, at=at)


def letter_of(message: Message) -> Letter:
    """Write the message in its language."""
    kind, values = kinds.find(message.kind), json.loads(encryption.decrypt(message.values))
    with translation.override(message.language):
        return Letter(
            to=encryption.decrypt(message.to),
            text=kind.text(values),
            subject=kind.subject(values) if kind.subject else "",
        )


@transaction.atomic(durable=True)
def take(message: Message, adapter: Adapter, *, at: datetime) -> Try | None:
    """Take the message, or answer that somebody else has. Committed here: from now on it may have gone out."""
    secret = reports.new_secret()
    taken = Message.objects.due(at).filter(pk=message.pk)
    won = taken.update(
        state=State.SENDING,
        sent_at=at,
        tries=F("tries") + 1,
        adapter=adapter.name,
        report_token=reports.sealed(secret),
    )
    return Try(message, adapter, secret) if won else None


def hand_over(attempt: Try, letter: Letter, *, at: datetime) -> None:
    """Ask the adapter, once, and keep what it says. What it does not survive, the clock finds (relay.py)."""
    try:
        sent = attempt.adapter.send(
            letter, key=attempt.message.key, report_url=attempt.report_url()
        )
    except Refused as refusal:
        refused(attempt, refusal, at=at)
    except Uncertain:
        attempt.ended(State.UNKNOWN)
    else:
        attempt.ended(State.SENT, provider_ref=sent.ref)


def refused(attempt: Try, refusal: Refused, *, at: datetime) -> None:
    """Try later what may pass, a few times."""
    tries = attempt.message.tries
    if refusal.is_passing and tries < len(PAUSES):
        attempt.ended(State.QUEUED, due_at=at + PAUSES[tries], rung_at=None)
    else:
        fault = Fault.NOT_REACHED if refusal.is_passing else Fault.REFUSED
        attempt.ended(State.FAILED, fault=fault)
