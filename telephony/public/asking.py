"""One request for a callback from outside, by page or program, within the limits."""

from datetime import datetime

from django.db import transaction

from telephony import bookings
from telephony.bookings import Booking
from telephony.models import Callback
from telephony.public import limits


@transaction.atomic
def ask(request: Booking, *, sender: str, at: datetime) -> Callback:
    """Book it. What goes into a queue without a code is counted, and not booked after all when there are too many.

    sender: a keyed hash of the address that the request came from.
    """
    callback = bookings.book(request, by=None, at=at)
    if callback.status != Callback.Status.UNCONFIRMED:
        limits.count_unproved(request.number, sender, at=at)
    return callback
