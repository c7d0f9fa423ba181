"""Who has looked at a resident who asks: every look-up that the trail holds of one person.

Taken from the trail, not from the rows that the desk counts its limits by: the trail is kept for years, and cannot be
changed. A protected person's look-ups are in it like anybody's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cases.models import LookUp
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.audit.models import AuditEvent
from contactcenter.audit.pseudonyms import Pseudonym
from contactcenter.log_review import days
from districts import workplaces
from districts.models import Unit

LOOKED, ANSWERED = "person.looked_up", "person.answered"
ANSWERED_WITHIN = timedelta(minutes=1)  # the register gets three seconds
REFERENCE = 10  # characters of the pseudonym: enough to tell two extracts apart


@dataclass(frozen=True)
class Wanted:
    """Whom an extract is about, over which days (both count), and what it is taken for."""

    subject: str  # pseudonym
    since: date
    until: date
    purpose: str

    @property
    def reference(self) -> str:
        return self.subject[:REFERENCE]


@dataclass(frozen=True)
class Look:
    """One look-up: when, by whom, why, and what kind of answer it got."""

    at: datetime
    who: str
    unit: str
    purpose: str
    outcome: str = ""  # a code of LookUp.Outcome; empty: there was no answer

    @property
    def why(self) -> str:
        return str(dict(LookUp.Purpose.choices).get(self.purpose, self.purpose))

    @property
    def answer(self) -> str:
        return str(dict(LookUp.Outcome.choices).get(self.outcome, self.outcome))


def record(wanted: Wanted, form: str, *, by: User, at: datetime) -> None:
    """Write down that an extract is taken, before anything of it is read. form: page, pdf or csv."""
    events.record(
        by,
        "audit.extract_made",
        Pseudonym(wanted.subject),
        at=at,
        purpose=wanted.purpose,
        since=wanted.since,
        until=wanted.until,
        form=form,
    )


def looks_at(wanted: Wanted) -> list[Look]:
    """Answer the look-ups, oldest first; each with the answer that followed on it in the same contact."""
    starts, ends = days.span(wanted.since, wanted.until)
    found = (
        AuditEvent.objects.recorded_between(starts, ends + ANSWERED_WITHIN)
        .filter(subject_kind="person", subject_id=wanted.subject, action__in=[LOOKED, ANSWERED])
        .order_by("position")
    )
    return [look for look in _paired(list(found)) if look.at < ends]


def _paired(found: Sequence[AuditEvent]) -> list[Look]:
    """Put each answer to the look-up that it answers: the same agent's last one in the same contact."""
    units = workplaces.of({event.actor_id for event in found if event.actor_id})
    looks: list[Look] = []
    unanswered: dict[tuple[int | None, int | None], int] = {}
    for event in found:
        doing = event.actor_id, event.contact_id
        if event.action == LOOKED:
            unanswered[doing] = len(looks)
            looks.append(_look(event, units))
        elif doing in unanswered:
            number = unanswered.pop(doing)
            looks[number] = replace(looks[number], outcome=event.details.get("outcome", ""))
    return looks


def _look(event: AuditEvent, units: dict[int, Unit]) -> Look:
    unit = event.unit or workplaces.name(units.get(event.actor_id or 0))
    return Look(at=event.at, who=event.actor, unit=unit, purpose=event.purpose)


def was_blocked(looks: Iterable[Look]) -> bool:
    """Tell whether the person was protected at one of the look-ups. That nobody was blocked proves nothing."""
    return any(look.outcome == LookUp.Outcome.BLOCKED for look in looks)


def sentences(wanted: Wanted, looks: Sequence[Look], *, at: datetime) -> list[str]:
    """Say to the resident, in the active language, what the extract holds: above the table, on a page as in a file."""
    days_in_words = {
        "since": formats.date_format(wanted.since, "DATE_FORMAT"),
        "until": formats.date_format(wanted.until, "DATE_FORMAT"),
        "today": formats.date_format(timezone.localtime(at), "DATE_FORMAT"),
    }
    told = [
        _("This extract shows every look-up from %(since)s to %(until)s. It was made on %(today)s.")
        % days_in_words,
        _("When you turn to us, we may look up who handles your case. Each time is written down."),
    ]
    return told if looks else [*told, _("Nobody has looked you up in this time.")]
