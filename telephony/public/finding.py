"""A callback by the code that the resident was given. Whoever guesses is soon refused."""

from datetime import datetime

from contactcenter.codes import ALPHABET, LENGTH, read_code
from telephony import changes
from telephony.models import Callback
from telephony.public import limits

RELATED = ("queue__line__unit", "queue__service", "service", "district", "slot", "folded_into")


def find(code: str, *, sender: str, at: datetime) -> Callback | None:
    """Answer the callback; the live one for whoever asked twice and has shown that the number is theirs.

    A code that there is not counts against the sender, right ones do not.
    """
    limits.refuse_beyond(limits.CODES_MISSED_FROM_ONE_ADDRESS, sender, at=at)
    found = of_code(read_code(code))
    if found is None:
        limits.count(limits.CODES_MISSED_FROM_ONE_ADDRESS, sender, at=at)
    return found


def of_code(code: str) -> Callback | None:
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return None
    callbacks = Callback.objects.select_related(*RELATED)
    found = callbacks.filter(code=code).first()
    if found and found.folded_into_id and not changes.is_shadow(found):
        return callbacks.filter(pk=found.folded_into_id).first()
    return found
