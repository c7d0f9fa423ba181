"""What is kept about people who were rung or rang, what for, how long, and where that is written (Swedish: gallring).

What stays for good leads to nobody: callbacks, attempts and calls with their times and how they ended. Every figure is made
from those, so forgetting changes none of them.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from contactcenter.retention import Rule
from telephony.models import Call, Callback, CallEventRecord, Confirmation, PopToken

NECESSARY = (
    "SoLPuL (2001:454) 6 §: only what is necessary; the number of days is the board's to decide"
)
OF_NOBODY = {"number": "", "number_hash": ""}


def callbacks(until: datetime) -> QuerySet[Callback]:
    """A folded one counts from the end of its own time: until then its page is that of one that waits."""
    has_its_time = Q(ending=Callback.Ending.FOLDED, promised_by__gt=until)
    return Callback.objects.exclude(number="").filter(closed_at__lte=until).exclude(has_its_time)


def requests_never_confirmed(until: datetime) -> QuerySet[Callback]:
    return Callback.objects.filter(ending=Callback.Ending.EXPIRED, closed_at__lte=until)


def calls(until: datetime) -> QuerySet[Call]:
    """A call of which no end was heard counts from its arrival."""
    over = Q(ended_at__lte=until) | Q(ended_at=None, arrived_at__lte=until)
    return Call.objects.exclude(number="", number_hash="").filter(over)


RULES = [
    Rule(
        what="numbers and wishes of callbacks",
        purpose="to ring, and to ring again should it have gone wrong",
        days=settings.KEEP_CALLBACK_NUMBERS_DAYS,  # after it was closed
        source=NECESSARY,
        since=callbacks,
        empties=OF_NOBODY
        | {
            "pass_phrase": "",
            "ending_note": "",
            "do_not_say_who": False,
            "no_message": False,
            "not_before": None,
            "wants_reminder": False,
        },
    ),
    Rule(
        what="requests for callbacks, never confirmed",
        purpose="to count how often one number is asked for",
        days=1,  # after it expired
        source=NECESSARY,
        since=requests_never_confirmed,
    ),
    Rule(
        what="codes sent to phone numbers",
        purpose="to let somebody show that a number is theirs, and not send too many",
        days=1,  # after it was sent
        source=NECESSARY,
        since=lambda until: Confirmation.objects.filter(sent_at__lte=until),
    ),
    Rule(
        what="numbers of calls",
        purpose="to show who rings, and not to ring somebody who is on the line",
        days=settings.KEEP_CALL_NUMBERS_DAYS,  # after the call ended
        source=NECESSARY,
        since=calls,
        empties=OF_NOBODY,
    ),
    Rule(
        what="events of calls",
        purpose="to put together what happened, also when the switch tells late",
        days=settings.KEEP_CALL_NUMBERS_DAYS,  # after it came
        source=NECESSARY,
        since=lambda until: CallEventRecord.objects.filter(received_at__lte=until),
    ),
    Rule(
        what="tokens that show a call",
        purpose="to show an agent, once, who rings",
        days=1,  # after it was over
        source=NECESSARY,
        since=lambda until: PopToken.objects.filter(expires_at__lte=until),
    ),
]
