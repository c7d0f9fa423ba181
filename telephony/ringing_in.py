"""Somebody whom we have promised to ring rings us first."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import outcomes
from telephony.models import Callback, Queue

Status = Callback.Status


def rang_in(number_hash: str, queue: Queue, *, agent: User | None, at: datetime) -> Callback | None:
    """Close the callback about the same thing, because they talk to somebody now; answer which, if there was one.

    Whoever held it does so no more. One that is being dialled just now stays with its agent, who says how it went.
    """
    with transaction.atomic():
        live = Callback.objects.live().filter(number_hash=number_hash, service=queue.service_id)
        still = live.exclude(status=Status.DIALLING).select_related("slot")
        callback = still.select_for_update(no_key=True, of=["self"]).first()
        if callback:
            outcomes.follow(callback, Callback.Ending.RANG_IN, at=at)
            events.record(agent, "callback.rang_in", callback, at=at)
    return callback
