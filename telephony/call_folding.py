"""What the events of a call add up to. Pure: the same events give the same call, in whatever order and however often they came.

A switch repeats events, brings them late, and loses some. They are taken in the order of their own times, each once; what
a lost one would have said is read from the next. `ended` is final: nothing after it counts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from uuid import UUID

from telephony.drivers.base import CallEvent, EventKind, Outcome
from telephony.models import Call, CallSegment

State, Part = Call.State, CallSegment.Kind

IN_TURN = {  # of what happens at one moment
    kind: turn
    for turn, kind in enumerate(
        [
            EventKind.OFFERED,
            EventKind.DIGITS,
            EventKind.QUEUED,
            EventKind.RINGING,
            EventKind.CALLBACK_WANTED,
            EventKind.ANSWERED,
            EventKind.BRIDGED,
            EventKind.HELD,
            EventKind.CONSULT_STARTED,
            EventKind.CONSULT_ENDED,
            EventKind.RESUMED,
            EventKind.TRANSFERRED,
            EventKind.ABANDONED,
            EventKind.ENDED,
        ]
    )
}
BEFORE_A_TALK = {State.OFFERED, State.QUEUED, State.RINGING}
BY_THE_FAR_END = {"in": {"", "agent"}, "out": {"", "citizen"}}  # who has to answer, for a talk


@dataclass(frozen=True)
class Segment:
    kind: CallSegment.Kind
    starts_at: datetime
    agent: str = ""
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Folded:
    """A call as far as its events tell. queue and agent are named as the events name them."""

    arrived_at: datetime
    direction: str
    state: Call.State = State.OFFERED
    queue: str = ""
    agent: str = ""
    language: str = ""
    attempt: UUID | None = None
    queued_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    callback: str = ""
    wanted_callback_at: datetime | None = None  # the first time, before anybody answered
    is_abandoned: bool = False
    transfers: int = 0
    segments: tuple[Segment, ...] = ()


def folded(events: Iterable[CallEvent]) -> Folded:
    """Fold all events of a call, at least one."""
    each_once = {event.event_id: event for event in events}
    in_order = sorted(each_once.values(), key=place)
    return reduce(fold, in_order, beginning(in_order))


def place(event: CallEvent) -> tuple[datetime, int, str]:
    return event.at, IN_TURN[event.kind], event.event_id


def beginning(in_order: list[CallEvent]) -> Folded:
    """Answer the call before its first event. That we placed it, or ring its caller back, any of them may tell."""
    is_out = any(event.direction == "out" or event.attempt for event in in_order)
    callback = next((event.callback for event in in_order if event.callback), "")
    direction = "out" if is_out else "in"
    return Folded(arrived_at=in_order[0].at, direction=direction, callback=callback)


def fold(state: Folded, event: CallEvent) -> Folded:
    """Answer the call after one more event, none of which has come before its time."""
    if state.state == State.ENDED:
        return state
    known = replace(
        state,
        language=event.language or state.language,
        attempt=state.attempt or event.attempt,
        queue=event.queue or state.queue,
    )
    change = CHANGES.get(event.kind)
    return change(known, event) if change else known


def _offered(state: Folded, event: CallEvent) -> Folded:
    return enter(state, State.OFFERED, Part.MENU, event) if not state.segments else state


def _queued(state: Folded, event: CallEvent) -> Folded:
    entered = enter(state, State.QUEUED, Part.QUEUED, event)
    return replace(entered, queued_at=state.queued_at or event.at)


def _ringing(state: Folded, event: CallEvent) -> Folded:
    if state.state not in BEFORE_A_TALK or event.role == "duty":
        return state
    return enter(state, State.RINGING, Part.RINGING, event)


def _answered(state: Folded, event: CallEvent) -> Folded:
    if event.role not in BY_THE_FAR_END[state.direction]:
        return replace(state, agent=event.agent or state.agent)
    return _talking(state, event)


def _talking(state: Folded, event: CallEvent) -> Folded:
    entered = enter(state, State.TALKING, Part.TALK, event)
    return replace(entered, answered_at=state.answered_at or event.at)


def _held(state: Folded, event: CallEvent) -> Folded:
    entered = enter(state, State.HELD, Part.HOLD, event)
    return replace(entered, answered_at=state.answered_at or event.at)


def _transferred(state: Folded, event: CallEvent) -> Folded:
    return replace(_talking(state, event), transfers=state.transfers + 1)


def _callback_wanted(state: Folded, event: CallEvent) -> Folded:
    """Nothing becomes of the call by this: the caller hangs up, or waits on."""
    if state.direction == "out" or state.state not in BEFORE_A_TALK:
        return state
    return replace(state, wanted_callback_at=state.wanted_callback_at or event.at)


def _ended(state: Folded, event: CallEvent) -> Folded:
    """End the call. Whoever hung up in line, or while a phone of ours rang after it, was never answered.

    Who is rung back has not given up.
    """
    waited = state.direction == "in" and state.queued_at is not None and not state.answered_at
    without_word = Outcome.ANSWERED if state.answered_at else Outcome.CANCELLED
    return replace(
        state,
        state=State.ENDED,
        ended_at=event.at,
        outcome=event.outcome or without_word,
        is_abandoned=waited and not state.callback,
        segments=_closed(state.segments, event.at),
    )


Change = Callable[[Folded, CallEvent], Folded]
CHANGES: dict[EventKind, Change] = {
    EventKind.OFFERED: _offered,
    EventKind.QUEUED: _queued,
    EventKind.RINGING: _ringing,
    EventKind.ANSWERED: _answered,
    EventKind.BRIDGED: _talking,
    EventKind.HELD: _held,
    EventKind.RESUMED: _talking,
    EventKind.CONSULT_STARTED: _held,
    EventKind.CONSULT_ENDED: _talking,
    EventKind.TRANSFERRED: _transferred,
    EventKind.CALLBACK_WANTED: _callback_wanted,
    EventKind.ABANDONED: _ended,
    EventKind.ENDED: _ended,
}


def enter(state: Folded, new: Call.State, part: CallSegment.Kind, event: CallEvent) -> Folded:
    """Let a new part of the call begin, unless it goes on as it was."""
    agent = event.agent or state.agent
    if state.segments and (state.segments[-1].kind, state.segments[-1].agent) == (part, agent):
        return replace(state, state=new)
    begun = Segment(part, event.at, agent)
    return replace(
        state, state=new, agent=agent, segments=(*_closed(state.segments, event.at), begun)
    )


def _closed(segments: tuple[Segment, ...], at: datetime) -> tuple[Segment, ...]:
    """End the last part, and leave it out if it took no time."""
    if not segments:
        return ()
    *before, last = segments
    return (*before, replace(last, ends_at=at)) if last.starts_at < at else tuple(before)
