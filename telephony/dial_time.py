"""What must hold at the moment when somebody is about to be rung, whatever held when they were offered."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from districts import line_hours
from districts.phone_hours import PhoneHours
from telephony import calls, numbers, presence
from telephony.drivers.base import Health
from telephony.models import Attempt, Call, Callback, Presence, Queue
from telephony.models.callbacks import Ending, Needs
from telephony.retries import Again, NextStep, first_time_to_ring

ON_THE_PHONE = [Call.State.TALKING, Call.State.HELD]
A_MOMENT, A_DAY = timedelta(minutes=1), timedelta(days=1)


class Reason(TextChoices):
    """Why somebody is not rung, and what becomes of the callback, in a sentence for the agent."""

    NOT_READY = "not_ready", _("You are not ready. The callback has gone back to its place.")
    NO_NUMBER = "no_number", _("There is no number to ring. Somebody must look into it.")
    MAY_HAVE_RUNG = "may_have_rung", _("An earlier attempt may have rung. Somebody must ask first.")
    RANG_IN = "rang_in", _("They have rung us meanwhile and talk to a colleague.")
    ON_THE_LINE = "on_the_line", _("They are on the phone with us. We try again in a minute.")
    CLOSED = "closed", _("The line is closed, or closes too soon. We ring when it opens.")
    TOO_EARLY = "too_early", _("They asked not to be rung yet. The callback waits until then.")
    SWITCH_AWAY = "switch_away", _("The telephony does not answer. The callback keeps its place.")


class Refused(Exception):
    """Not rung now. `step` says what becomes of the callback, and `reason` that and why, in words."""

    def __init__(self, reason: Reason, step: NextStep) -> None:
        super().__init__(reason.label)
        self.reason = reason
        self.step = step


def first_times(queues: Iterable[Queue], *, at: datetime) -> dict[int, datetime]:
    """Answer by queue when somebody may be rung there, `at` or later; in as many queries for one queue as for thirty."""
    queues = list(queues)
    if not queues:
        return {}
    hours = line_hours.of_many({queue.line for queue in queues}, at=at)
    return {queue.pk: _first_time(queue, hours[queue.line], at=at) for queue in queues}


def refusal(callback: Callback, *, agent: User, health: Health, at: datetime) -> Refused | None:
    """Answer the first thing that stands against ringing now; the caller has locked the callback's row."""
    if presence.of(agent).state != Presence.State.READY:
        return Refused(Reason.NOT_READY, Again(callback.eligible_at))
    if not callback.number:
        return Refused(Reason.NO_NUMBER, Needs.INVALID_NUMBER)
    if any(attempt.state != Attempt.State.ENDED for attempt in callback.attempts.all()):
        return Refused(Reason.MAY_HAVE_RUNG, Needs.MAY_HAVE_RUNG)
    if not health.is_well:
        return Refused(Reason.SWITCH_AWAY, Again(callback.eligible_at))
    return _on_the_phone(callback, at=at) or _wrong_time(callback, at=at)


def _on_the_phone(callback: Callback, *, at: datetime) -> Refused | None:
    """Whoever talks to us about the same thing has been helped; whoever waits in line, or talks about another, is rung later.

    So is whoever a colleague rings about another: of two who dial one number at once, the lock lets one be first.
    """
    numbers.lock(callback.number_hash)
    live = calls.live_with(callback.number_hash).select_related("queue")
    if any(_is_about(call, callback) for call in live):
        return Refused(Reason.RANG_IN, Ending.RANG_IN)
    same_number = Callback.objects.filter(number_hash=callback.number_hash)
    if live or same_number.filter(status=Callback.Status.DIALLING).exists():
        return Refused(Reason.ON_THE_LINE, Again(at + A_MOMENT))
    return None


def _is_about(call: Call, callback: Callback) -> bool:
    """Tell whether they talk to a colleague now, in a queue of the same assignment."""
    rang_us = call.direction == Call.Direction.IN and call.state in ON_THE_PHONE
    return rang_us and call.queue is not None and call.queue.service_id == callback.service_id


def _wrong_time(callback: Callback, *, at: datetime) -> Refused | None:
    if callback.not_before and callback.not_before > at:
        return Refused(Reason.TOO_EARLY, Again(callback.not_before))
    hours = line_hours.of(callback.queue.line, at=at)
    opens_at = _first_time(callback.queue, hours, at=at)
    return None if opens_at == at else Refused(Reason.CLOSED, Again(opens_at))


def _first_time(queue: Queue, hours: PhoneHours, *, at: datetime) -> datetime:
    """Answer when the line is answered for as long as a talk takes; while nobody knows, we look again tomorrow."""
    talk = timedelta(minutes=queue.talk_minutes)
    return first_time_to_ring(hours, at, talk=talk) or at + A_DAY
