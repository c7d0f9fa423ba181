"""A callback by the code that the resident was given. Whoever guesses is soon refused."""

from datetime import datetime

from contactcenter.codes import ALPHABET, LENGTH, read_code
from telephony import bookings
from telephony.models import Callback
from telephony.public import limits


def find(code: str, *, sender: str, at: datetime) -> Callback | None:
    """Answer the callback; the live one for whoever asked twice and has shown that the number is theirs.

    A code that there is not counts against the sender, right ones do not.
    """
    limits.refuse_beyond(limits.CODES_MISSED_FROM_ONE_ADDRESS, sender, at=at)
    found = of_code(code)
    if found is None:
        limits.count(limits.CODES_MISSED_FROM_ONE_ADDRESS, sender, at=at)
    return found


def of_code(code: str) -> Callback | None:
    code = read_code(code)
    is_one = len(code) == LENGTH and set(code) <= set(ALPHABET)
    found = bookings.of_code(code) if is_one else None
    is_theirs = found and found.is_confirmed and found.ending == Callback.Ending.FOLDED
    return found.folded_into if found and is_theirs else found
