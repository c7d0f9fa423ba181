"""Made-up people who ring in: who, when and how it goes follows from a seed, a line of callers and a minute.

Not more than one rings in a minute for each queue, so that a call's name says all about it: what was told of it can be told
on, by whoever asks, whenever they ask. Colleagues who answer are as made up as the callers. Numbers are the Post and
Telecom Authority's for fiction (PTS, "Telefonnummer för användning i böcker och filmer").
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from telephony.drivers.base import CallEvent, EventKind
from telephony.drivers.little_network import talk_seconds

NUMBERS = [f"+46701740{last}" for last in range(605, 680)]
HIDDEN = 0.1  # of callers
HANG_UP_IN_MENU = 0.06
LANGUAGES = {"sv": 70, "ar": 8, "so": 6, "en": 6, "fa": 4, "fi": 3, "ti": 3}
# Of the logarithm of seconds until a colleague is free: 50 in the median, so that now and then nobody waits.
WAIT, WAIT_VARIES = 3.9, 0.7
PATIENCE = 300  # seconds in the mean
LONGEST_WAIT = 1200
RATHER_RUNG_BACK = 0.4  # of those who are tired of waiting
BY_AGENTS = {EventKind.RINGING, EventKind.ANSWERED}


@dataclass(frozen=True)
class Arrival:
    """Somebody who rings for a queue in a minute, counted since 1970."""

    queue: str
    minute: int
    seed: int

    @property
    def provider_ref(self) -> str:
        return f"{self.minute}-{self.queue}"

    @property
    def random(self) -> Random:
        return Random(f"{self.seed} {self.provider_ref}")  # noqa: S311  (repeatable on purpose)

    def comes(self, calls_an_hour: float) -> bool:
        """Answer whether somebody rings at all in this minute."""
        return self.random.random() < calls_an_hour / 60

    def events(self) -> list[CallEvent]:
        """Answer everything that happens to the call, in order."""
        random = self.random
        random.random()  # whether they come
        number = "" if random.random() < HIDDEN else random.choice(NUMBERS)
        language = random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        at = datetime.fromtimestamp(self.minute * 60, tz=UTC)
        told = []
        for kind, seconds in self._steps(random):
            at += timedelta(seconds=seconds)
            event = CallEvent(f"{self.provider_ref}-{kind}", self.provider_ref, kind, at)
            told.append(replace(event, **self._said(kind, number, language)))
        return told

    def _said(self, kind: EventKind, number: str, language: str) -> dict[str, Any]:
        """Answer what an event of the kind says. In the menu neither the queue nor the language is known."""
        said = {"number": number, "role": "agent" if kind in BY_AGENTS else ""}
        if kind is not EventKind.OFFERED:
            said |= {"queue": self.queue, "language": language}
        return said

    def _steps(self, random: Random) -> list[tuple[EventKind, float]]:
        """Draw what happens, each so many seconds after what went before."""
        offered = (EventKind.OFFERED, random.uniform(0, 59))
        if random.random() < HANG_UP_IN_MENU:
            return [offered, (EventKind.ENDED, random.uniform(2, 20))]
        queued = (EventKind.QUEUED, random.uniform(8, 25))
        patience = random.expovariate(1 / PATIENCE)
        wait = min(random.lognormvariate(WAIT, WAIT_VARIES), LONGEST_WAIT)
        if patience < wait:
            if random.random() < RATHER_RUNG_BACK:
                heard = (EventKind.ENDED, random.uniform(5, 15))
                return [offered, queued, (EventKind.CALLBACK_WANTED, patience), heard]
            return [offered, queued, (EventKind.ABANDONED, patience)]
        return [
            offered,
            queued,
            (EventKind.RINGING, wait),
            (EventKind.ANSWERED, random.uniform(2, 8)),
            (EventKind.ENDED, talk_seconds(random)),
        ]


def of_ref(provider_ref: str, *, seed: int) -> Arrival:
    minute, _dash, queue = provider_ref.partition("-")
    return Arrival(queue, int(minute), seed)


def minutes_until(at: datetime, *, how_many: int) -> range:
    """Answer the last minutes, the one that runs included."""
    this_one = int(at.timestamp()) // 60
    return range(this_one - how_many + 1, this_one + 1)
