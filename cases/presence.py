"""Who else has a contact open, and where they write: known to the cache only, for seconds. Without it the work goes on.

One hash for each contact holds, for each agent, when they were seen, where they wrote last, and where the focus was.
Moments are seconds since 1970.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from contactcenter.accounts.models import User

SEEN_FOR = 15  # seconds: three polls
WRITES_FOR = 6  # seconds after the last save
FIELD_NAME = 20  # characters of a field's name that are kept
VISIT_LASTS = 5 * 60  # seconds without a poll; a browser slows a hidden page's down to one a minute


@dataclass(frozen=True)
class Colleague:
    """Somebody else who has the contact open. `writes_in`: the name of the field, or nothing."""

    pk: int
    name: str
    writes_in: str = ""

    @property
    def question(self) -> str:
        return question_of(self.writes_in)


def question_of(field: str) -> str:
    """Answer the number of the question that a field named `q1-note` belongs to."""
    question, dash, _field = field.partition("-")
    return question.removeprefix("q") if dash else ""


def enter(contact: int, agent: User, *, at: datetime) -> bool:
    """Note that the agent is here, and say whether a visit begins: they were not here for some minutes."""
    try:
        last = float(client().hget(key(contact), f"{agent.pk}:seen") or 0)
        note(contact, agent, at=at)
    except RedisError:
        return True
    return at.timestamp() - last > VISIT_LASTS


def note(
    contact: int, agent: User, *, at: datetime, writes_in: str = "", focus: str = ""
) -> dict[str, str]:
    """Note that the agent is here, in which field they write, and which one has the focus; answer all that is known."""
    now = str(at.timestamp())
    entries: dict[Any, Any] = {f"{agent.pk}:seen": now, f"{agent.pk}:name": str(agent)}
    if writes_in:
        entries |= {f"{agent.pk}:wrote": now, f"{agent.pk}:where": writes_in}
    if focus:
        entries[f"{agent.pk}:focus"] = focus
    try:
        with client().pipeline() as together:
            together.hset(key(contact), mapping=entries)
            together.expire(key(contact), settings.SESSION_COOKIE_AGE)
            together.hgetall(key(contact))
            known: dict[str, str] = together.execute()[-1]
    except RedisError:
        return {}
    return known


def look(contact: int, agent: User, *, at: datetime, focus: str = "") -> list[Colleague]:
    """Note that the agent is here, and answer who else is."""
    now, entries = at.timestamp(), note(contact, agent, at=at, focus=focus)
    return [
        Colleague(pk, entries.get(f"{pk}:name", ""), where_writes(entries, pk, now))
        for pk in sorted(seen(entries, now))
        if pk != agent.pk
    ]


def focus(contacts: Iterable[int], agent: User) -> dict[int, str]:
    """Answer for each contact which field had the agent's focus last."""
    pks = list(contacts)
    try:
        with client().pipeline() as together:
            for pk in pks:
                together.hget(key(pk), f"{agent.pk}:focus")
            found = together.execute()
    except RedisError:
        return {}
    return {pk: name for pk, name in zip(pks, found, strict=True) if name}


def seen(entries: dict[str, str], now: float) -> set[int]:
    return {
        int(name.removesuffix(":seen"))
        for name, value in entries.items()
        if name.endswith(":seen") and now - float(value) <= SEEN_FOR
    }


def where_writes(entries: dict[str, str], pk: int, now: float) -> str:
    is_writing = now - float(entries.get(f"{pk}:wrote", 0)) <= WRITES_FOR
    return entries.get(f"{pk}:where", "") if is_writing else ""


def key(contact: int) -> str:
    return f"contactcenter:presence:{contact}"


@cache
def client() -> Redis:
    """One client for each process; it keeps its own connections."""
    address = settings.CACHES["default"]["LOCATION"]
    return Redis.from_url(
        address, decode_responses=True, socket_timeout=1, socket_connect_timeout=1
    )
