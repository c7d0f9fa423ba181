"""Asking to be rung back, from the web, the desk or a program, and showing that the number is one's own.

Place and promise begin when the number is confirmed. Nothing here tells whoever types a number whether we know it: a second
request is answered like a first one and folded into the live one.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption, phone_numbers
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.codes import new_code
from districts.models import District
from telephony import promises, slots
from telephony.models import Callback, Confirmation, Queue, Slot

SALT = "telephony.bookings"
UNCONFIRMED_FOR = timedelta(minutes=30)
CODE_HOLDS_FOR = timedelta(minutes=10)
CODE_DIGITS = 6
MOST_WRONG_TRIES = 5
MOST_CODES_PER_HOUR = 3  # to one number
MOST_PER_NUMBER = 2  # live ones, of different services


class NumberRefused(Exception):
    """We do not ring that number. The message says why, in a sentence."""


class WrongCode(Exception):
    """The code is not the one that was sent, is too old, or was tried too often."""


class NoLongerAsked(Exception):
    """The request has expired or was cancelled: book again."""


@dataclass(frozen=True)
class Booking:
    """What somebody asks for. slot: none for as soon as possible. competences: as they are named in a user's profile."""

    queue: Queue
    number: PhoneNumber
    source: Callback.Source
    language: str = "sv"
    district: District | None = None
    slot: Slot | None = None
    not_before: datetime | None = None
    do_not_say_who: bool = False
    no_message: bool = False
    wants_reminder: bool = False
    pass_phrase: str = ""
    competences: tuple[str, ...] = ()
    owner: User | None = None


@transaction.atomic
def book(request: Booking, *, by: User | None, at: datetime) -> Callback:
    """Write the request down. An agent's is confirmed at once; a resident's when the code comes back that an SMS took there.

    A number that takes no SMS goes into the queue at once: the agent asks at the call whether it was they.
    """
    if sentence := phone_numbers.refusal(request.number):
        raise NumberRefused(sentence)
    callback = _row(request, at=at)
    callback.save(force_insert=True)
    if by is None and takes_code(callback, request.number):
        send_code(callback, request.number, at=at)
        events.record(by, "callback.asked", callback, at=at, queue=callback.queue_id)
        return callback
    return _enter(callback, by=by, at=at)


def takes_code(callback: Callback, number: PhoneNumber) -> bool:
    """Answer whether a code can be sent there; never to somebody who wants no message."""
    return bool(
        settings.SMS_ADAPTER and not callback.no_message and phone_numbers.takes_sms(number)
    )


def send_code(callback: Callback, number: PhoneNumber, *, at: datetime) -> None:
    """Send a new code to the number, unless it had enough of them: nobody is told."""
    number_hash = phone_numbers.fingerprint(number)
    lately = Confirmation.objects.filter(
        number_hash=number_hash, sent_at__gt=at - timedelta(hours=1)
    )
    if lately.count() >= MOST_CODES_PER_HOUR:
        return
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    Confirmation.objects.create(
        callback=callback,
        number=encryption.encrypt(number.as_e164),
        number_hash=number_hash,
        code_hash=_sealed(callback, code),
        sent_at=at,
        expires_at=at + CODE_HOLDS_FOR,
    )


def confirm(callback: Callback, code: str, *, at: datetime) -> Callback:
    """Let the callback begin, for whoever has the code; answer the live one: this, or the one that was there before."""
    if not _is_right(callback, code, at=at):
        raise WrongCode
    with transaction.atomic():
        callback = Callback.objects.select_for_update(no_key=True).get(pk=callback.pk)
        if callback.status == Callback.Status.UNCONFIRMED:
            callback.is_confirmed_by_code = True
            callback = _enter(callback, by=None, at=at)
        live = callback.folded_into or callback
        if not live.is_live:
            raise NoLongerAsked
    return live


@transaction.atomic
def confirm_by_agent(callback: Callback, *, agent: User, at: datetime) -> Callback:
    """Let the callback begin because an agent has talked to whoever asked."""
    callback = Callback.objects.select_for_update(no_key=True).get(pk=callback.pk)
    if callback.status == Callback.Status.UNCONFIRMED:
        callback = _enter(callback, by=agent, at=at)
    return callback.folded_into or callback


def _row(request: Booking, *, at: datetime) -> Callback:
    phrase = request.pass_phrase.strip()
    return Callback(
        code=new_code(),
        queue=request.queue,
        service=request.queue.service,
        district=request.district,
        source=request.source,
        language=request.language,
        competences=list(request.competences),
        number=encryption.encrypt(request.number.as_e164),
        number_hash=phone_numbers.fingerprint(request.number),
        pass_phrase=encryption.encrypt(phrase) if phrase else "",
        do_not_say_who=request.do_not_say_who,
        no_message=request.no_message,
        not_before=request.not_before,
        wants_reminder=request.wants_reminder,
        slot=request.slot,
        owner=request.owner,
        asked_at=at,
        arrived_at=at,
        eligible_at=at,
        expires_at=at + UNCONFIRMED_FOR,
    )


def _is_right(callback: Callback, code: str, *, at: datetime) -> bool:
    """Compare with the newest code in constant time, and count a wrong try, in a transaction of its own."""
    with transaction.atomic():
        sent = callback.confirmations.select_for_update().first()
        if not sent or sent.expires_at <= at or sent.wrong_tries >= MOST_WRONG_TRIES:
            return False
        if constant_time_compare(sent.code_hash, _sealed(callback, code)):
            return True
        Confirmation.objects.filter(pk=sent.pk).update(wrong_tries=F("wrong_tries") + 1)
    return False


def _enter(callback: Callback, *, by: User | None, at: datetime) -> Callback:
    """Give the callback its place and its promise; or fold it, if its number has one already."""
    _lock_number(callback.number_hash)
    into = _live_of_number(callback)
    begins_at = max(at, callback.not_before or at)
    if callback.slot:
        slots.book(callback.slot, at=at, places=0 if into else 1)
        callback.promised_by, callback.eligible_at = callback.slot.ends_at, callback.slot.starts_at
    else:
        promise = promises.soon(callback.queue, callback.district, at=begins_at)
        callback.promised_by, callback.agreement = promise.by, promise.agreement
        callback.eligible_at = begins_at
    callback.confirmed_at = callback.arrived_at = at
    callback.expires_at = None
    callback.folded_into = into
    callback.status = Callback.Status.CLOSED if into else Callback.Status.WAITING
    callback.ending = Callback.Ending.FOLDED if into else ""
    callback.closed_at = at if into else None
    callback.revision += 1
    callback.save()
    events.record(by, "callback.booked", callback, at=at, queue=callback.queue_id)
    return callback


def _lock_number(number_hash: str) -> None:
    """Let requests of one number go one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [number_hash])


def _live_of_number(callback: Callback) -> Callback | None:
    """Answer the live one of the same service; or the oldest, when the number has as many as it may have."""
    live = list(Callback.objects.live().filter(number_hash=callback.number_hash).order_by("pk"))
    same = next((each for each in live if each.service_id == callback.service_id), None)
    return same or (live[0] if len(live) >= MOST_PER_NUMBER else None)


def _sealed(callback: Callback, code: str) -> str:
    return salted_hmac(SALT, f"{callback.pk}:{code}", algorithm="sha256").hexdigest()
