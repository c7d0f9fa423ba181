"""One-time words that lead an agent to the call that rings, so that no number stands in an address.

The switch gets one in the answer to its event and opens /pop/?call=<token>. We keep its digest only. It follows from the
event by a key of ours: a switch that repeats the event gets the same word again.
"""

import hashlib
from datetime import datetime, timedelta

from contactcenter.audit import keys
from telephony.models import Call, PopToken

LASTS = timedelta(minutes=5)


def issue(call: Call, event_id: str, *, at: datetime) -> str:
    """Answer the token for the event; it lasts from the first time that it was asked for."""
    token = keys.seal(keys.POP_TOKEN, f"{call.source} {event_id}".encode())
    PopToken.objects.get_or_create(
        digest=digest(token), defaults={"call": call, "made_at": at, "expires_at": at + LASTS}
    )
    return token


def call_of(token: str, *, at: datetime) -> Call | None:
    """Answer the call that the token is about, if it has not expired."""
    found = PopToken.objects.filter(digest=digest(token), expires_at__gt=at)
    return row.call if (row := found.select_related("call__queue").first()) else None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
