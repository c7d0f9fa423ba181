"""Who waits, as it stands beside an agent's own contacts: callers in line, and the callbacks whose promise comes first."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from django.db.models import Count, Min

from cases import callback_lists
from cases.callback_lists import Row
from cases.clocks import as_clock
from contactcenter.accounts.models import User
from telephony import calls
from telephony.models import QueueMember

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """Those who wait in one line."""

    queue: str
    callers: int
    since: datetime
    at: datetime

    @property
    def seconds(self) -> int:
        return max(0, int((self.at - self.since).total_seconds()))

    @property
    def clock(self) -> str:
        """Write how long the first one has waited, as a clock does: 04:12."""
        return as_clock(self.seconds)


@dataclass(frozen=True)
class Waiting:
    lines: list[Line]
    callbacks: list[Row]

    @property
    def stamp(self) -> tuple[object, ...]:
        """Answer what is another one as soon as somebody comes or goes. Time that passes is counted on by script."""
        lines = [(line.queue, line.callers, line.since) for line in self.lines]
        rows = [(row.callback.pk, row.callback.revision, row.is_late) for row in self.callbacks]
        return (lines, rows)


def of(agent: User, *, at: datetime) -> Waiting:
    """Two queries, for the queues that the agent answers."""
    mine = QueueMember.objects.filter(user=agent).values("queue")
    in_line = calls.in_line(at=at).filter(queue__in=mine).order_by()
    lines = in_line.values_list("queue__name").annotate(Count("pk"), Min("queued_at"))
    next_ones = callback_lists.to_see_to(agent, at=at).select_related("queue")
    return Waiting(
        [
            Line(queue, callers, since, at)
            for queue, callers, since in sorted(lines, key=itemgetter(2))
        ],
        [Row(each, at) for each in next_ones.order_by("promised_by", "pk")[:SHOWN]],
    )
