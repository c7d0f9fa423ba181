"""What somebody who asked to be rung back is written: by SMS, to a number that we know is theirs, and nothing that tells of what.

Whoever wants no message, or nobody to learn who rings, gets none but the code they are waiting for: later somebody else may hold
the phone. A row then says that it was held back.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption, phone_numbers
from contactcenter.messages import outbox
from contactcenter.messages.models import Message
from districts.phone_hours import LOCAL
from telephony.models import Callback, Confirmation

MORNING, EVENING = time(7), time(21)  # the city's time


def can_reach(number: PhoneNumber) -> bool:
    """Answer whether an SMS gets there."""
    return bool(settings.SMS_ADAPTER) and phone_numbers.takes_sms(number)


def send_code(confirmation: Confirmation, number: PhoneNumber, code: str, *, at: datetime) -> None:
    outbox.write(
        "callback-code",
        key=f"callback-code:{confirmation.pk}",
        channel=Message.Channel.SMS,
        to=number.as_e164,
        language=confirmation.callback.language,
        values={"code": code},
        at=at,
        expires_at=confirmation.expires_at,
    )


def tell_time(callback: Callback, what: str, *, at: datetime) -> None:
    """Write when we ring; of no use when that is over. what: "booked" or "moved"."""
    values = times(callback) | {"reference": callback.code}
    _tell(callback, what, at=at, values=values, expires_at=callback.promised_by)


def tell_cancelled(callback: Callback, *, at: datetime) -> None:
    _tell(callback, "cancelled", at=at, values={"reference": callback.code})


def tell_answered(callback: Callback, *, at: datetime) -> None:
    """Write that we cannot ring this time."""
    _tell(callback, "answered", at=at, values={}, due_at=by_day(at))


def tell_not_reached(callback: Callback, *, at: datetime) -> None:
    """Write that we tried."""
    _tell(callback, "not-reached", at=at, values={}, due_at=by_day(at))


def remind(callback: Callback, *, at: datetime) -> None:
    """Write that the booked time is near; of no use once it has begun."""
    begins_at = callback.slot.starts_at if callback.slot else None
    _tell(callback, "reminder", at=at, values=times(callback), expires_at=begins_at)


def by_day(at: datetime) -> datetime:
    """Answer the moment, or the morning after it: what nobody waits for wakes nobody."""
    local = at.astimezone(LOCAL)
    if MORNING <= local.time() < EVENING:
        return at
    days = 1 if local.time() >= EVENING else 0
    return datetime.combine(local.date() + timedelta(days=days), MORNING, LOCAL)


def take_back(callback: Callback, *, at: datetime) -> None:
    """Let no time that has not gone out yet be sent any more: it does not hold now, or the number does not."""
    if callback.is_confirmed:  # nobody else is written to
        keys = [f"callback-{what}:{callback.pk}:" for what in ("booked", "moved", "reminder")]
        outbox.take_back(keys, at=at)


def will_be_told(callback: Callback) -> bool:
    """Answer whether an SMS about the callback is sent: we know whose the number is, it takes one, and one is allowed."""
    if not callback.number or not callback.is_confirmed or is_held_back(callback):
        return False
    return can_reach(PhoneNumber.from_string(encryption.decrypt(callback.number)))


def is_held_back(callback: Callback) -> bool:
    return callback.no_message or callback.do_not_say_who


def times(callback: Callback) -> dict[str, str | int | datetime]:
    """Answer the half hour, or the moment before which we ring."""
    if callback.promised_by is None:
        raise ValueError("Nothing is promised before the number is confirmed.")
    times: dict[str, str | int | datetime] = {"before": callback.promised_by}
    return times | ({"starts": callback.slot.starts_at} if callback.slot else {})


def _tell(
    callback: Callback,
    what: str,
    *,
    at: datetime,
    values: dict[str, str | int | datetime],
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Write once for each change of the callback, in place of what had not gone out."""
    if what != "reminder":
        take_back(callback, at=at)
    number = PhoneNumber.from_string(encryption.decrypt(callback.number))
    if not (callback.is_confirmed and can_reach(number)):
        return
    outbox.write(
        f"callback-{what}",
        key=f"callback-{what}:{callback.pk}:{callback.revision}",
        channel=Message.Channel.SMS,
        to=number.as_e164,
        language=callback.language,
        values=values,
        at=at,
        due_at=due_at,
        expires_at=expires_at,
        held_back=is_held_back(callback),
    )
