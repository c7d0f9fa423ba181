"""How a line's hours are told at a moment, in each language: on the web, to an agent, to a caller. They need not be saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts import line_hours, phone_hours, relief
from districts.models import PhoneLine
from districts.phone_hours import LOCAL, PhoneHours, State, hours_text


@dataclass(frozen=True)
class Told:
    """What is told in one language."""

    language: str
    language_name: str
    is_right_to_left: bool
    state: State
    web: str
    agent: str
    caller: str


def in_each_language(line: PhoneLine, hours: PhoneHours, at: datetime) -> list[Told]:
    """Answer what is told with these hours, Swedish and English first; holidays and closures are those that are saved."""
    stored = {
        code: line_hours.of(line, at=at, language=code) for code in settings.COMPLETE_LANGUAGES
    }
    relieved_by = relief.who_answers(line.outside_hours, at).line if line.outside_hours else None
    return [_told(line, hours, stored, relieved_by, at, code) for code, _name in settings.LANGUAGES]


def _told(
    line: PhoneLine,
    hours: PhoneHours,
    stored: Mapping[str, PhoneHours],
    relieved_by: PhoneLine | None,
    at: datetime,
    language: str,
) -> Told:
    named = stored.get(language, stored[settings.COMPLETE_LANGUAGES[0]])
    complete = replace(hours, holidays=named.holidays, closures=named.closures)
    with translation.override(language):
        answer = phone_hours.open_at(complete, at)
        now = phone_hours.describe(complete, at, language)
        because = [answer.reason] if answer.reason and answer.state is not State.OPEN else []
        further = _until_then(relieved_by) if answer.state is not State.OPEN else []
        return Told(
            language=language,
            language_name=dict(settings.LANGUAGES)[language],
            is_right_to_left=language in settings.RIGHT_TO_LEFT,
            state=answer.state,
            web=_sentences([now, *because, *further]),
            agent=_sentences([_this_day(complete, at), now, *because, *further]),
            caller=_sentences([_greeting(line), now, *further]),
        )


def _greeting(line: PhoneLine) -> str:
    return _("You have reached %(unit)s") % {"unit": line.unit.name}


def _this_day(hours: PhoneHours, at: datetime) -> str:
    day = phone_hours.day(hours, at.astimezone(LOCAL).date())
    names = {"date": date_format(day.date), "hours": hours_text(day.intervals)}
    return _("Hours on %(date)s: %(hours)s") % names


def _until_then(relieved_by: PhoneLine | None) -> list[str]:
    if relieved_by is None:
        return []
    names = {"unit": relieved_by.unit.name, "number": relieved_by.number}
    return [_("Until then: %(unit)s, %(number)s") % names]


def _sentences(parts: list[str]) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts)
