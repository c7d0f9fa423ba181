"""When we could ring: as soon as possible with a promise, or a half hour that has a place left. In the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, groupby, islice

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from districts import line_hours
from districts.models import District
from districts.phone_hours import LOCAL, Opening, clock, time_text
from districts.phone_hours.wording import moment_text
from districts.published import kept_a_minute
from telephony import open_time, promises, slots
from telephony.models import Callback, Queue, Slot

SOON = "soon"
DAYS_SHOWN = 5
FEW = 8  # half hours offered in the place of one that was just taken
LONGEST_NUMBER = 18  # digits that PostgreSQL's numbers of rows surely hold
HOURS_TO_WAIT = 12  # whole hours that "not before" offers


@dataclass(frozen=True)
class Day:
    """A day and its half hours that have a place left."""

    name: str
    slots: list[dict[str, str | int]]  # the number of each, and what it is called


@dataclass(frozen=True)
class Soon:
    """The promise to ring as soon as we can, in words; or why we cannot make one."""

    words: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Times:
    """later: the day to go on from, where there are more."""

    soon: Soon
    days: list[Day]
    later: date | None

    @property
    def is_empty(self) -> bool:
        return not self.soon.words and not self.days


NONE = Times(Soon(), [], later=None)


def offered(
    queue: Queue, district: District | None, *, at: datetime, first: date | None = None
) -> Times:
    """Answer when we could ring, with the half hours of the next days, or of the days from `first` on."""
    of_soon = soon(queue, district, at=at)
    by_day = [
        (day, list(of_day))
        for day, of_day in groupby(slots.free_ones(queue, at=at), key=local_day)
        if first is None or day >= first
    ]
    shown, rest = by_day[:DAYS_SHOWN], by_day[DAYS_SHOWN:]
    days = [Day(day_text(day, at), [named(slot) for slot in of_day]) for day, of_day in shown]
    return Times(of_soon, days, later=rest[0][0] if rest else None)


def named(slot: Slot) -> dict[str, str | int]:
    return {"pk": slot.pk, "text": f"{time_of(slot.starts_at)}–{time_of(slot.ends_at)}"}


def soon(queue: Queue, district: District | None, *, at: datetime) -> Soon:
    try:
        promise = promises.soon(queue, district, at=at)
    except promises.TooManyWait:
        return Soon(refused=_("So many are waiting that it would take too long."))
    except promises.CannotPromise:
        return Soon(refused=_("We do not know our hours well enough to promise a time."))
    return Soon(words=before_text(promise.by, at))


def soon_this_minute(queue: Queue, district: District | None, *, at: datetime) -> Soon:
    """Answer what the step before has told, as it was reckoned this minute: programs ask for it often."""
    name = f"callback soon {queue.pk} {district and district.pk} {get_language()}"
    return kept_a_minute(name, lambda: soon(queue, district, at=at))


def few(queue: Queue, district: District | None, *, at: datetime) -> list[tuple[str, str]]:
    """Answer the next times as choices of a form, for somebody whose time was just taken."""
    at_once = soon(queue, district, at=at).words
    ahead = islice(slots.free_ones(queue, at=at), FEW)
    choices = [(str(slot.pk), slot_text(slot, at)) for slot in ahead]
    return [(SOON, at_once), *choices] if at_once else choices


def slot_of(queue: Queue, number: str, *, at: datetime) -> Slot | None:
    """Answer the queue's half hour of that number, if it is still to come; whether it is full shows when it is taken."""
    if not number.isascii() or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    return queue.slots.filter(pk=number, starts_at__gt=at).first()


def whole_hours(queue: Queue, *, at: datetime) -> list[tuple[str, str]]:
    """Answer the whole hours to come in which the line is open, as choices of "not before", reckoned this minute."""

    def reckoned() -> list[tuple[str, str]]:
        openings = open_time.openings_after(line_hours.of(queue.line, at=at), at)
        hours = chain.from_iterable(map(_whole_hours_of, openings))
        return [(hour.isoformat(), moment_text(hour, at)) for hour in islice(hours, HOURS_TO_WAIT)]

    return kept_a_minute(f"whole hours {queue.line_id} {get_language()}", reckoned)


def _whole_hours_of(opening: Opening) -> Iterable[datetime]:
    moment = opening.starts_at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while moment < opening.ends_at:
        yield moment
        moment += timedelta(hours=1)


# In words


def promise_text(callback: Callback, at: datetime) -> str:
    """Say when we ring: “before tomorrow 10:30”, or between the ends of a half hour; nothing before there is a promise."""
    if callback.slot:
        return slot_text(callback.slot, at)
    return before_text(callback.promised_by, at) if callback.promised_by else ""


def before_text(moment: datetime, at: datetime) -> str:
    return _("We ring you before %(time)s.") % {"time": moment_text(moment, at)}


def slot_text(slot: Slot, at: datetime) -> str:
    words = {
        "day": day_text(local_day(slot), at),
        "starts": time_of(slot.starts_at),
        "ends": time_of(slot.ends_at),
    }
    return _("%(day)s, between %(starts)s and %(ends)s") % words


def day_text(day: date, at: datetime) -> str:
    """Answer "Today, Tuesday 24 November", or without the first word from the day after tomorrow on."""
    name = date_format(day, pgettext("weekday and date, in Django's date format", "l j F"))
    ahead = (day - at.astimezone(LOCAL).date()).days
    if ahead == 0:
        return _("Today, %(date)s") % {"date": name}
    if ahead == 1:
        return _("Tomorrow, %(date)s") % {"date": name}
    return name[:1].upper() + name[1:]


def time_of(moment: datetime) -> str:
    return time_text(clock.wall(moment)[1])


def local_day(slot: Slot) -> date:
    return clock.wall(slot.starts_at)[0]
