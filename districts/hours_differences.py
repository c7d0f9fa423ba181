"""What changes when a line's hours are replaced by others, in words: pure, in the language of whoever reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from districts.models import PhoneLine
from districts.models.hours import Weekday
from districts.phone_hours import Days, ExceptionPeriod, PhoneHours, Season, hours_text
from districts.phone_hours.layers import week_on

NOT_KNOWN: Days = (None,) * 7
SOME_YEAR = 2000  # a leap year, to write the days of a season


@dataclass(frozen=True)
class Difference:
    """One line of what changes. Nothing before: it is new; nothing after: it is taken away."""

    what: str
    before: str
    after: str


def between(before: PhoneHours, after: PhoneHours) -> list[Difference]:
    return [
        *_mode(before, after),
        *_weeks(before, after),
        *_seasons(before, after),
        *_exceptions(before, after),
    ]


def _mode(before: PhoneHours, after: PhoneHours) -> Iterator[Difference]:
    if before.mode != after.mode:
        labels = (str(PhoneLine.Mode(mode).label) for mode in (before.mode, after.mode))
        yield Difference(_("When it is answered"), *labels)


def _weeks(before: PhoneHours, after: PhoneHours) -> Iterator[Difference]:
    """Compare what holds from each day on which a version begins, before or after."""
    for first in sorted({week.valid_from for week in (*before.weeks, *after.weeks)}):
        for weekday, was, becomes in _days(_week(before, first), _week(after, first)):
            names = {"day": weekday, "date": date_format(first)}
            yield Difference(capfirst(_("%(day)s, from %(date)s") % names), was, becomes)


def _week(hours: PhoneHours, on: date) -> Days:
    version = week_on(hours, on)
    return version.days if version else NOT_KNOWN


def _days(before: Days, after: Days) -> Iterator[tuple[str, str, str]]:
    for weekday, was, becomes in zip(Weekday.labels, before, after, strict=True):
        if was != becomes:
            yield str(weekday), hours_text(was), hours_text(becomes)


def _seasons(before: PhoneHours, after: PhoneHours) -> Iterator[Difference]:
    was = {season.name: season for season in before.seasons}
    becomes = {season.name: season for season in after.seasons}
    for name in dict.fromkeys((*was, *becomes)):
        yield from _season(name, was.get(name), becomes.get(name))


def _season(name: str, was: Season | None, becomes: Season | None) -> Iterator[Difference]:
    texts = span_of_season(was), span_of_season(becomes)
    if texts[0] != texts[1]:
        yield Difference(name, *texts)
    if becomes is None:
        return
    closed: Days = ((),) * 7
    for weekday, *hours in _days(was.days if was else closed, becomes.days):
        names = {"season": name, "day": weekday}
        yield Difference(_("%(season)s, %(day)s") % names, hours[0] if was else "", hours[1])


def span_of_season(season: Season | None) -> str:
    if season is None:
        return ""
    first, last = (
        date_format(date(SOME_YEAR, *day), "MONTH_DAY_FORMAT")
        for day in (season.first, season.last)
    )
    span = [f"{first}–{last}"]
    if season.valid_from:
        span.append(_("not before %(date)s") % {"date": date_format(season.valid_from)})
    if season.valid_until:
        span.append(_("not after %(date)s") % {"date": date_format(season.valid_until)})
    return ", ".join(span)


def _exceptions(before: PhoneHours, after: PhoneHours) -> Iterator[Difference]:
    was = {each.first: each for each in before.exceptions}
    becomes = {each.first: each for each in after.exceptions}
    for first in sorted({*was, *becomes}):
        texts = _exception(was.get(first)), _exception(becomes.get(first))
        if texts[0] != texts[1]:
            yield Difference(date_format(first), *texts)


def _exception(exception: ExceptionPeriod | None) -> str:
    if exception is None:
        return ""
    text = f"{hours_text(exception.hours)}: {exception.reason}"
    if exception.last == exception.first:
        return text
    return _("%(text)s, until %(date)s") % {"text": text, "date": date_format(exception.last)}
