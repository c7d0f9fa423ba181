"""What the clock does every two seconds: take back what nobody took, and offer what is due to those who are free.

Everything is asked of the database anew. Of two ticks at once one's offers are refused, and what is left over is the next
one's; so a tick may come twice, late, or not at all. What was closed long ago costs nothing: only partial indexes are read.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef

from contactcenter.accounts.models import User
from districts import line_hours
from districts.phone_hours import PhoneHours
from telephony import calls, dispatch_policy, offers, open_time, presence, retries
from telephony.dispatch_policy import Agent, Moment, Rules, Waiting
from telephony.drivers import registry
from telephony.models import UNDER_WAY, Callback, Presence, Queue, QueueMember

State = Presence.State
ON_DUTY = [State.READY, State.IN_CALL, State.WRAP_UP]
EVERYBODY_SPEAKS = {"sv"}
NEEDS_INTERPRETER = {"other"}  # a language that is not ours, whoever rings
WHAT_DECIDES = [
    "priority",
    "place_at",
    "promised_by",
    "attempts_used",
    "language",
    "competences",
    "owner",
    "owned_until",
]


@dataclass(frozen=True)
class Tick:
    """What one tick did."""

    set_away: int
    taken_back: int
    offered: int


@dataclass
class Team:
    """Those who answer a queue now. While offers are made `ringing` grows and `free` shrinks."""

    on_duty: int = 0
    ringing: int = 0
    free: dict[int, Agent] = field(default_factory=dict)


@dataclass
class Floor:
    """The people of all queues at one moment. Who answers several queues is in several teams."""

    at: datetime
    teams: Mapping[int, Team]
    callers: Mapping[int, int] = field(default_factory=dict)

    def callers_for(self, team: Team) -> int:
        """Count those in line whom one of the team's free agents could answer, in whichever queue they wait."""
        return sum(
            self.callers.get(queue, 0)
            for queue, other in self.teams.items()
            if not team.free.keys().isdisjoint(other.free)
        )

    def ring(self, agent: int) -> None:
        """Keep in mind that the agent is not free any more."""
        for team in self.teams.values():
            if team.free.pop(agent, None):
                team.ringing += 1


def tick(*, at: datetime) -> Tick:
    set_away = presence.miss(at=at)
    taken_back = offers.expire(at=at)
    floor = Floor(at, find_teams())
    queues = queues_to_serve(floor)
    if not queues or not registry.driver().health().is_well:
        return Tick(set_away, taken_back, offered=0)
    floor.callers = count_callers(at=at)
    offered = sum(serve(queue, hours, floor) for queue, hours in queues)
    return Tick(set_away, taken_back, offered)


def find_teams() -> Mapping[int, Team]:
    """Answer by queue who is there, in two queries. Whoever talks to a caller is not free, whatever they said before."""
    answering = calls.answering()
    held = Callback.objects.filter(offered_to=OuterRef("user"), status__in=UNDER_WAY)
    members = QueueMember.objects.filter(
        queue__is_active=True, user__is_active=True, user__presence__state__in=ON_DUTY
    ).annotate(
        idle_since=F("user__presence__idle_since"),
        is_busy=Exists(held),
        is_ringing=Exists(held.filter(status=Callback.Status.OFFERED)),
    )
    teams: dict[int, Team] = defaultdict(Team)
    for member in members.select_related("user"):
        team = teams[member.queue_id]
        team.on_duty += 1
        team.ringing += member.is_ringing
        is_free = not member.is_busy and member.user_id not in answering
        if member.idle_since and is_free:  # idle: ready
            team.free[member.user_id] = agent_of(member.user, member.idle_since)
    return teams


def queues_to_serve(floor: Floor) -> list[tuple[Queue, PhoneHours]]:
    """Answer the open queues in which somebody is free and something is due; first the one whose promise ends first."""
    with_somebody_free = [pk for pk, team in floor.teams.items() if team.free]
    due = Callback.objects.due(floor.at).filter(queue__in=with_somebody_free)
    promises = dict(due.order_by().values_list("queue").annotate(Min("promised_by")))
    if not promises:
        return []
    queues = Queue.objects.filter(pk__in=promises).select_related("line__unit")
    hours = line_hours.of_many({queue.line for queue in queues}, at=floor.at)
    return [
        (queue, hours[queue.line])
        for queue in sorted(queues, key=lambda queue: (promises[queue.pk], queue.pk))
        if may_ring(queue, hours[queue.line], at=floor.at)
    ]


def may_ring(queue: Queue, hours: PhoneHours, *, at: datetime) -> bool:
    """Tell whether the line is open, and for long enough to talk: as it is checked again before dialling."""
    return retries.first_time_to_ring(hours, at, talk=timedelta(minutes=queue.talk_minutes)) == at


def count_callers(*, at: datetime) -> Mapping[int, int]:
    """Count by queue the people in line."""
    in_line = calls.in_line(at=at).order_by()
    return dict(in_line.values_list("queue").annotate(Count("pk")))


def serve(queue: Queue, hours: PhoneHours, floor: Floor) -> int:
    """Make the queue's offers; answer how many."""
    team = floor.teams[queue.pk]
    due = Callback.objects.due(floor.at).filter(queue=queue).order_by().only(*WHAT_DECIDES)
    moment = Moment(
        at=floor.at,
        callers=floor.callers_for(team),
        waiting=in_open_time([waiting_of(each, queue) for each in due], hours, at=floor.at),
        free=list(team.free.values()),
        on_duty=team.on_duty,
        ringing=team.ringing,
    )
    decided = dispatch_policy.decide(moment, rules_of(queue))
    callbacks = Callback.objects.in_bulk([offer.callback for offer in decided])
    agents = User.objects.in_bulk([offer.agent for offer in decided])
    made = 0
    for offer in decided:
        callback = callbacks[offer.callback]
        callback.queue = queue
        floor.ring(offer.agent)
        made += offer_if_it_waits(callback, agents[offer.agent], at=floor.at)
    return made


def offer_if_it_waits(callback: Callback, agent: User, *, at: datetime) -> bool:
    """Offer it, unless somebody took it, or the agent another one, since we looked."""
    try:
        offers.offer(callback, agent, at=at)
    except (offers.AlreadyTaken, offers.TooEarly, offers.HasOne):
        return False
    return True


def agent_of(user: User, idle_since: datetime) -> Agent:
    return Agent(
        user.pk,
        idle_since,
        languages=frozenset(user.spoken_languages) | EVERYBODY_SPEAKS,
        competences=frozenset(user.competences),
    )


def waiting_of(callback: Callback, queue: Queue) -> Waiting:
    """Answer what decides. Who was rung before the promise ended, and not reached, is given as much time again."""
    assert callback.promised_by  # noqa: S101  (for the type checker: a constraint of the table)
    again_by = callback.place_at + timedelta(minutes=queue.promise_minutes)
    return Waiting(
        callback.pk,
        callback.priority,
        callback.place_at,
        again_by if callback.attempts_used else callback.promised_by,
        languages=frozenset({callback.language}) - NEEDS_INTERPRETER,
        competences=frozenset(callback.competences),
        owner=callback.owner_id,
        owned_until=callback.owned_until,
    )


def in_open_time(waiting: list[Waiting], hours: PhoneHours, *, at: datetime) -> list[Waiting]:
    """Count only open time until each promise: what must be done on Monday at eight is near on Friday at four."""
    last = max((each.promised_by for each in waiting), default=at)
    openings = open_time.openings_between(hours, at, last)
    return [
        replace(each, promised_by=at + open_time.within(openings, at, each.promised_by))
        if each.promised_by > at
        else each
        for each in waiting
    ]


def rules_of(queue: Queue) -> Rules:
    return Rules(
        near=timedelta(minutes=queue.near_promise_minutes),
        most_dialling_percent=queue.most_dialling_percent,
        relax_after=timedelta(minutes=queue.relax_minutes),
        talk=timedelta(minutes=queue.talk_minutes),
        kept_free=queue.kept_free,
    )
