"""What is said of a callback, in whole sentences: when, what not to do, and what happens next."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from telephony.models import Attempt, Callback

SWEDISH = "sv"
DAYS_BY_NAME = 6  # a week later the same name would be another day


def clock(moment: datetime) -> str:
    """Say a time as one does aloud: 10.30 today, Tuesday 10.30 this week, 3 December 10.30 later."""
    local = timezone.localtime(moment)
    days = (local.date() - timezone.localdate()).days
    time = date_format(local, "TIME_FORMAT")
    if days == 0:
        return time
    day = date_format(local, "l" if 0 < days <= DAYS_BY_NAME else "MONTH_DAY_FORMAT")
    return _("%(day)s %(time)s") % {"day": day, "time": time}


def wishes(callback: Callback) -> list[str]:
    """Say what not to do, and what to ask first, the most dangerous first."""
    sentences = [
        (callback.do_not_say_who, _("Do not say who is calling.")),
        (callback.no_message, _("Leave no message.")),
        (
            callback.is_live and not callback.is_confirmed,
            _("The number is not confirmed: ask whether they wanted us to ring."),
        ),
    ]
    return [sentence for holds, sentence in sentences if holds]


def what_now(callback: Callback) -> str:
    """Say what happens next to a callback that nobody holds."""
    match callback.status:
        case Callback.Status.WAITING:
            return when_it_is_rung(callback)
        case Callback.Status.NEEDS_PERSON:
            return str(callback.get_needs_display())
        case Callback.Status.CLOSED:
            return how_it_ended(callback)
        case _:
            return str(callback.get_status_display())


def after(attempt: Attempt) -> str:
    """Say what came of an attempt, and what happens next, where that is not the same."""
    said = [str(attempt.get_outcome_display()), what_now(attempt.callback)]
    return ". ".join(dict.fromkeys(said))


def when_it_is_rung(callback: Callback) -> str:
    if callback.eligible_at <= timezone.now():
        return _("It waits for its turn.")
    if callback.attempts_used or callback.network_failures:
        return _("We ring again: %(when)s.") % {"when": clock(callback.eligible_at)}
    return _("We ring: %(when)s.") % {"when": clock(callback.eligible_at)}


def how_it_ended(callback: Callback) -> str:
    if callback.ending == Callback.Ending.NOT_REACHED:
        return _("We have tried as often as we do. We ring no more.")
    return str(callback.get_ending_display())


def language_of(callback: Callback) -> str:
    """Answer which of the house's languages is spoken: Swedish for one that it does not have."""
    return callback.language if callback.language in dict(settings.LANGUAGES) else SWEDISH


def neutral_words(callback: Callback) -> str:
    """Answer all that may be said to an answering machine, in the language of whoever asked: never what it is about."""
    with override(language_of(callback)):
        text = _("This is the City of %(city)s. We will ring again.")
        return text % {"city": settings.CITY_NAME}
