"""Call events from a switch of the city's: signed, fresh, and without the switch's own ids, which may hold a number.

The signature is HMAC-SHA256 over the moment of sending, a dot and the body, with one of TELEPHONY_EVENT_KEYS.
"""

import hashlib
import hmac
import re
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings

from contactcenter.audit import keys
from telephony import call_events
from telephony.call_events import Recorded
from telephony.drivers import json_events
from telephony.drivers.base import CallEvent

SOURCE = "switch"
SECONDS = re.compile("[0-9]{1,12}")  # since 1970
WINDOW = timedelta(minutes=5)  # between the switch's clock and ours, either way


class Unsigned(Exception):
    """There is no signature."""


class Refused(Exception):
    """The signature is not one of ours, or it is too old."""


def require_signature(body: bytes, *, sent: str, signature: str, at: datetime) -> None:
    """Raise Unsigned or Refused unless a key of ours signed the body within the window. sent: seconds since 1970."""
    if not signature:
        raise Unsigned("Sign the event: docs/telephony.md says how.")
    content = sent.encode() + b"." + body
    given = signature.encode()
    fits = [
        hmac.compare_digest(_sign(key, content), given) for key in settings.TELEPHONY_EVENT_KEYS
    ]
    if not any(fits):  # all of them compared, so that the time taken tells nothing
        raise Refused("The signature does not fit.")
    if not SECONDS.fullmatch(sent) or abs(at.timestamp() - int(sent)) > WINDOW.total_seconds():
        raise Refused("The moment of sending is more than five minutes from now.")


def _sign(key: str, content: bytes) -> bytes:
    return hmac.new(key.encode(), content, hashlib.sha256).hexdigest().encode()


def take(body: bytes, *, at: datetime) -> Recorded:
    """Record the one event that stands in the body. Raises ValueError, which says what is wrong with it."""
    (event,) = json_events.read(body)
    if event.at > at + WINDOW:
        raise ValueError("The event lies in the future.")
    return call_events.record(nameless(event), source=SOURCE, at=at)


def nameless(event: CallEvent) -> CallEvent:
    """Answer the event with what stands for the switch's ids: the same for the same."""
    return replace(
        event, event_id=_sealed(event.event_id), provider_ref=_sealed(event.provider_ref)
    )


def _sealed(given: str) -> str:
    return keys.seal(keys.SWITCH_ID, given.encode())
