"""The sample city lives: people ring, wait, give up, rather want to be rung back or are answered; whom an agent rings answers or not.

Nobody is rung and nobody rings: all of it is made up, with numbers for fiction only. Each tick tells what has happened since
the last one, by the same verb that a real switch's events go through. What was told of a call is in the database, and the
rest follows from the call's name, so a tick may come late, twice or from another process. While a line is closed nobody
rings it.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from contactcenter import encryption
from districts import line_hours
from districts.phone_hours import State, open_at
from telephony import call_events
from telephony.drivers import little_network, little_town, registry
from telephony.drivers.base import CallEvent, EventKind
from telephony.drivers.little_network import Act, Dialled, Network
from telephony.drivers.little_town import Arrival
from telephony.drivers.simulated import Simulated
from telephony.models import Attempt, Call, CallEventRecord, Queue
from telephony.sample import callbacks
from telephony.sample.queues import CENTRE

SOURCE = Simulated.name
CALLS_AN_HOUR = {"income-support": 22, "elder-care": 14}
CALLS_OTHERWISE = 4
MINUTES_BACK = 2  # a clock that stood still for longer has missed those who rang meanwhile


def tick(*, at: datetime) -> int:
    """Tell what has happened; answer how many events were new."""
    happened = [event for event in [*incoming(at=at), *outgoing()] if event.at <= at]
    ids = [event.event_id for event in happened]
    known = CallEventRecord.objects.filter(source=SOURCE, event_id__in=ids)
    told_before = set(known.values_list("event_id", flat=True))
    new = [event for event in happened if event.event_id not in told_before]
    if callbacks.enough_wait(at=at):
        new = [event for event in new if event.kind is not EventKind.CALLBACK_WANTED]
    for event in new:
        call_events.record(event, source=SOURCE, at=at)
    return len(new)


def incoming(*, at: datetime) -> Iterator[CallEvent]:
    """Answer what happens to those who ring now, and to those whose call goes on."""
    refs = going_on(Call.Direction.IN).values_list("provider_ref", flat=True)
    arrivals = {little_town.of_ref(ref, seed=registry.SEED) for ref in refs}
    for arrival in arrivals | set(new_arrivals(at=at)):
        yield from arrival.events()


def new_arrivals(*, at: datetime) -> Iterator[Arrival]:
    """Answer who rings the contact centre in these minutes, on lines that are open."""
    queues = Queue.objects.active().filter(line__slug=CENTRE).select_related("line", "service")
    coming = [
        (queue, arrival)
        for queue in queues
        for minute in little_town.minutes_until(at, how_many=MINUTES_BACK)
        if (arrival := Arrival(queue.slug, minute, registry.SEED)).comes(
            CALLS_AN_HOUR.get(queue.service.code, CALLS_OTHERWISE)
        )
    ]
    hours = line_hours.of_many({queue.line for queue, _arrival in coming}, at=at)
    for queue, arrival in coming:
        if open_at(hours[queue.line], at).state is State.OPEN:
            yield arrival


def outgoing() -> Iterator[CallEvent]:
    """Answer what happens to the calls that agents have placed, until their end was told."""
    placed = Attempt.objects.filter(driver=SOURCE, state=Attempt.State.PLACED)
    calls = going_on(Call.Direction.OUT).filter(attempt__isnull=False)
    talking = calls.select_related("attempt__callback__queue")
    attempts = {attempt.pk: attempt for attempt in placed.select_related("callback__queue")}
    attempts |= {call.attempt.pk: call.attempt for call in talking if call.attempt}
    network = Network(registry.SEED)
    for attempt in attempts.values():
        yield from network.events_of(dialled(attempt))


def going_on(direction: Call.Direction) -> QuerySet[Call]:
    live = Call.objects.exclude(state=Call.State.ENDED)
    return live.filter(source=SOURCE, direction=direction)


def dialled(attempt: Attempt) -> Dialled:
    """Answer the call as the network sees it. Who has said how it went has hung up."""
    callback = attempt.callback
    assert attempt.placed_at is not None  # noqa: S101  (for the type checker)
    call = Dialled(
        attempt.pk,
        encryption.decrypt(callback.number),
        callback.queue.ring_seconds,
        attempt.placed_at,
    )
    if attempt.ended_at is None:
        return call
    return little_network.do(call, Act.HANG_UP, at=attempt.ended_at)
