"""Steps in the life of a callback, each of which can be refused, and lost in a crash."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import transaction

from contactcenter import encryption
from contactcenter.messages.models import Message
from telephony import (
    attempts,
    bookings,
    changes,
    dial_time,
    numbers,
    offers,
    promises,
    reviews,
    slots,
)
from telephony.models import Callback

REFUSALS = (
    attempts.AlreadyReported,
    attempts.NotDialled,
    dial_time.Refused,
    bookings.NoLongerAsked,
    changes.NotNow,
    numbers.WrongCode,
    offers.AlreadyTaken,
    offers.Busy,
    offers.HasOne,
    offers.NotYours,
    offers.TooEarly,
    promises.CannotPromise,
    reviews.AlreadyWaits,
    reviews.NothingToDecide,
    slots.Full,
)


class Crash(BaseException):
    """Nothing catches it, as nothing catches a signal that kills."""


@contextmanager
def step(*, crash: bool) -> Iterator[None]:
    """Take a step; or lose it whole, because whoever took it died before it was committed."""
    with suppress(Crash, *REFUSALS), transaction.atomic():
        with suppress(*REFUSALS):
            yield
        if crash:
            raise Crash


def code_of(callback: Callback) -> str:
    """Read the code as the resident does: in the SMS."""
    confirmation = callback.confirmations.order_by("-pk").first()
    message = Message.objects.get(key=f"callback-code:{confirmation.pk}")
    return str(json.loads(encryption.decrypt(message.values))["code"])
