"""What we write, to whom, and in which words: one table. Values are asked for when a message is written, not when it is sent.

Residents' words are neutral: whoever holds the phone must not learn what somebody asks, nor of whom. They name the city, a
time and a code. Times in values are UTC instants; texts tell them in the city's time.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from contactcenter.messages.models import Message

SMS, EMAIL = Message.Channel.SMS, Message.Channel.EMAIL

Value = str | int | datetime
Values = Mapping[str, Value]


class WrongValues(Exception):
    """A message of this kind is written with too few or too many values, or does not go this way."""


@dataclass(frozen=True)
class Kind:
    """One kind of message. `needs` are the values its text is filled with, `may_have` those it may do without."""

    name: str
    what_for: str | Promise
    channel: Message.Channel
    text: Callable[[Values], str]
    needs: Set[str] = frozenset()
    may_have: Set[str] = frozenset()
    subject: Callable[[Values], str] | None = None  # of an e-mail

    def check(self, channel: str, values: Values) -> None:
        """Refuse what could not be sent."""
        missing = self.needs - values.keys()
        unknown = values.keys() - self.needs - self.may_have
        if missing or unknown or channel != self.channel:
            raise WrongValues(self.name, channel, sorted(missing), sorted(unknown))


def find(name: str) -> Kind:
    return KINDS[name]


def what_for(name: str) -> str | Promise:
    """Answer what messages of a kind are for; of one that is no longer written, its name."""
    return KINDS[name].what_for if name in KINDS else name


# Residents


def code(values: Values) -> str:
    return _("City of %(city)s: your code is %(code)s.") % {**values, **sender()}


def booked(values: Values) -> str:
    if "starts" in values:
        text = _(
            "City of %(city)s: we ring you %(day)s between %(starts)s and %(before)s."
            " Reference: %(reference)s."
        )
    else:
        text = _(
            "City of %(city)s: we ring you before %(before)s, %(day)s. Reference: %(reference)s."
        )
    return text % {**values, **sender(), **when(values)}


def moved(values: Values) -> str:
    if "starts" in values:
        text = _(
            "City of %(city)s: new time. We ring you %(day)s between %(starts)s and %(before)s."
            " Reference: %(reference)s."
        )
    else:
        text = _(
            "City of %(city)s: new time. We ring you before %(before)s, %(day)s."
            " Reference: %(reference)s."
        )
    return text % {**values, **sender(), **when(values)}


def cancelled(values: Values) -> str:
    text = _(
        "City of %(city)s: the call is cancelled. We will not ring you. Reference: %(reference)s."
    )
    return text % {**values, **sender()}


def reminder(values: Values) -> str:
    if "starts" in values:
        text = _(
            "City of %(city)s, a reminder: we ring you %(day)s between %(starts)s and %(before)s."
        )
    else:
        text = _("City of %(city)s, a reminder: we ring you before %(before)s, %(day)s.")
    return text % {**values, **sender(), **when(values)}


def not_reached(values: Values) -> str:
    text = _(
        "City of %(city)s: we rang you but did not reach you. You may ring us or ask for a new call."
    )
    return text % {**values, **sender()}


def answered(values: Values) -> str:
    text = _(
        "City of %(city)s: we cannot ring you this time. You may ring us or ask for a new call."
    )
    return text % {**values, **sender()}


def sender() -> dict[str, str]:
    return {"city": settings.CITY_NAME}


def when(values: Values) -> dict[str, str]:
    """Answer `day`, `before` and, for a booked time, `starts` as the active language writes them."""
    moments = {
        name: localtime(instant(values[name])) for name in ("starts", "before") if name in values
    }
    day = date_format(
        moments["before"], pgettext("weekday and date, in Django's date format", "l j F")
    )
    return {"day": day} | {name: time_text(moment) for name, moment in moments.items()}


def instant(value: Value) -> datetime:
    """Read an instant, which comes back from the database as text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def time_text(moment: datetime) -> str:
    shown = {"hour": moment.hour, "minute": moment.minute}
    return pgettext("time of day", "%(hour)02d:%(minute)02d") % shown


# Staff


def warning_subject(values: Values) -> str:
    return _("Callbacks in %(queue)s must be made soon") % values


def warning(values: Values) -> str:
    text = ngettext(
        "One callback in %(queue)s has used up three quarters of its time.",
        "%(count)s callbacks in %(queue)s have used up three quarters of their time.",
        int(str(values["count"])),
    )
    return f"{text}\n\n%(link)s\n" % values


def alarm_subject(values: Values) -> str:
    return _("Callbacks in %(queue)s are late") % values


def alarm(values: Values) -> str:
    text = ngettext(
        "One callback in %(queue)s is later than we promised.",
        "%(count)s callbacks in %(queue)s are later than we promised.",
        int(str(values["count"])),
    )
    return f"{text}\n\n%(link)s\n" % values


TIME = {"before", "reference"}
LATE = {"queue", "count", "link"}

KINDS = {
    kind.name: kind
    for kind in [
        Kind(
            "callback-code",
            gettext_lazy("The code that confirms a phone number"),
            SMS,
            code,
            needs={"code"},
        ),
        Kind(
            "callback-booked",
            gettext_lazy("When we ring"),
            SMS,
            booked,
            needs=TIME,
            may_have={"starts"},
        ),
        Kind(
            "callback-moved",
            gettext_lazy("That the time has changed"),
            SMS,
            moved,
            needs=TIME,
            may_have={"starts"},
        ),
        Kind(
            "callback-cancelled",
            gettext_lazy("That we will not ring"),
            SMS,
            cancelled,
            needs={"reference"},
        ),
        Kind(
            "callback-reminder",
            gettext_lazy("A reminder before we ring"),
            SMS,
            reminder,
            needs={"before"},
            may_have={"starts"},
        ),
        Kind(
            "callback-not-reached",
            gettext_lazy("That we rang and reached nobody"),
            SMS,
            not_reached,
        ),
        Kind(
            "callback-answered",
            gettext_lazy("That we cannot ring after all"),
            SMS,
            answered,
        ),
        Kind(
            "callback-warning",
            gettext_lazy("To staff: callbacks must be made soon"),
            EMAIL,
            warning,
            needs=LATE,
            subject=warning_subject,
        ),
        Kind(
            "callback-alarm",
            gettext_lazy("To staff: callbacks are late"),
            EMAIL,
            alarm,
            needs=LATE,
            subject=alarm_subject,
        ),
    ]
}
