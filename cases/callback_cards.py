"""The callback that a contact keeps, as its agent reads it: wishes in whole sentences, number, history, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from phonenumber_field.phonenumber import PhoneNumber

from cases import callback_words, callbacks
from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.encryption import decrypt
from contactcenter.phone_numbers import shown
from telephony import dial_time
from telephony.drivers import registry
from telephony.drivers.base import Capability
from telephony.models import Attempt, Callback


@dataclass(frozen=True)
class Card:
    """A callback beside the notes. `is_held`: the reader is the one who rings; nobody else reads number and pass phrase."""

    callback: Callback
    attempts: Sequence[Attempt]
    number: str = field(repr=False)  # nothing of whoever asked gets into a log
    e164: str = field(repr=False)
    pass_phrase: str = field(repr=False)
    is_held: bool

    @property
    def wishes(self) -> list[str]:
        return callback_words.wishes(self.callback)

    @property
    def language(self) -> str:
        return callback_words.language_of(self.callback)

    @property
    def attempt(self) -> Attempt | None:
        """Answer the attempt that is going on."""
        return next((each for each in self.attempts if each.state != Attempt.State.ENDED), None)

    @property
    def past_attempts(self) -> list[Attempt]:
        return [each for each in self.attempts if each.state == Attempt.State.ENDED]

    @property
    def may_take(self) -> bool:
        """Say whether it may be rung now: its time to be dialled ran out, or an earlier try reached nobody."""
        at, queue = timezone.now(), self.callback.queue
        if self.callback.status != Callback.Status.WAITING or self.callback.eligible_at > at:
            return False
        return dial_time.first_times({queue}, at=at)[queue.pk] <= at

    @property
    def may_dial(self) -> bool:
        return self.is_held and self.attempt is None

    @property
    def may_tell(self) -> bool:
        """Say whether the reader can tell what came of the call."""
        return self.is_held and self.attempt is not None

    @property
    def is_reached(self) -> bool:
        return self.callback.ending == Callback.Ending.REACHED

    @property
    def dial_uri(self) -> str:
        """Answer the link that the agent's own phone dials by; nothing where the switch dials, or before it may be dialled."""
        return registry.driver().dial_uri(self.e164) if self.may_tell and self.e164 else ""

    @property
    def switch_dials(self) -> bool:
        return Capability.ORIGINATE in registry.driver().capabilities

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(outcome.value, str(outcome.label)) for outcome in callbacks.OUTCOMES]


def of(contact: Contact, *, agent: User) -> Card | None:
    """Answer the card of a contact that was opened to keep a callback; two queries."""
    return of_callback(contact.callback_id, agent=agent) if contact.callback_id else None


def of_callback(number: int, *, agent: User) -> Card:
    rows = Callback.objects.select_related("queue", "service", "district", "offered_to")
    callback = rows.get(pk=number)
    is_held = callbacks.is_held(callback, agent=agent)
    e164 = decrypt(callback.number) if is_held and callback.number else ""
    pass_phrase = decrypt(callback.pass_phrase) if is_held and callback.pass_phrase else ""
    return Card(
        callback=callback,
        attempts=list(callback.attempts.select_related("agent")),
        number=shown(PhoneNumber.from_string(e164)) if e164 else "",
        e164=e164,
        pass_phrase=pass_phrase,
        is_held=is_held,
    )
