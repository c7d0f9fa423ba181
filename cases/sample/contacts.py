"""A handful of contacts of the past days: closed ones, some training, and one that its agent has left open."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.models import Contact, Outcome, Question
from cases.sample import read
from contactcenter.accounts.models import User
from contactcenter.codes import new_code
from districts.models import District
from districts.phone_hours import LOCAL
from knowledge.models import Topic

Entry = dict[str, Any]


def load(*, at: datetime) -> int:
    """Create the contacts unless there are any; answer how many are new."""
    if Contact.objects.exists():
        return 0
    entries = read("contacts")["contacts"]
    agents = User.objects.in_bulk([entry["agent"] for entry in entries], field_name="email")
    contacts = [_contact(entry, agents[entry["agent"]], at=at) for entry in entries]
    Contact.objects.bulk_create(contacts)
    _ask(zip(contacts, entries, strict=True))
    return len(contacts)


def _contact(entry: Entry, agent: User, *, at: datetime) -> Contact:
    opened_at, closed_at = _times(entry, at=at)
    return Contact(
        code=new_code(),
        agent=agent,
        channel=entry["channel"],
        language=entry["language"],
        interpreter=entry.get("interpreter", False),
        urgent=entry.get("urgent", ""),
        is_training=entry.get("is_training", False),
        opened_at=opened_at,
        touched_at=closed_at,
        closed_at=None if "is_open" in entry else closed_at,
    )


def _ask(entries: Iterable[tuple[Contact, Entry]]) -> None:
    """Give each contact its questions."""
    topics = Topic.objects.in_bulk(field_name="code")
    districts = District.objects.in_bulk(field_name="slug")
    outcomes = Outcome.objects.in_bulk(field_name="code")
    Question.objects.bulk_create(
        Question(
            contact=contact,
            number=number,
            topic=topics[question["topic"]],
            district=districts.get(question["district"]),
            outcome=outcomes.get(question["outcome"]),
            note=question["note"],
        )
        for contact, entry in entries
        for number, question in enumerate(entry["questions"], start=1)
    )


def _times(entry: Entry, *, at: datetime) -> tuple[datetime, datetime]:
    """Answer when the contact began and when something was last done in it; one of today ended before the moment."""
    lasted = timedelta(minutes=entry.get("minutes", 1))
    if "minutes_ago" in entry:
        midnight = datetime.combine(at.astimezone(LOCAL).date(), time.min, tzinfo=LOCAL)
        ended = max(at - timedelta(minutes=entry["minutes_ago"]), midnight)
        return ended - lasted, ended
    day = working_day_before(at.astimezone(LOCAL).date(), entry["days_ago"])
    began = datetime.combine(day, time.fromisoformat(entry["at"]), tzinfo=LOCAL)
    return began, began + lasted


def working_day_before(day: date, count: int) -> date:
    """Answer the day from Monday to Friday that lies so many of those before."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day
