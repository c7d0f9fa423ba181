from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from telephony import call_folding
from telephony.drivers.base import CallEvent, EventKind, Outcome

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def event(kind, second=0, **said):
    said = {"event_id": f"{kind}-{second}", "provider_ref": "call-1", **said}
    return CallEvent(kind=EventKind(kind), at=NINE + timedelta(seconds=second), **said)


def fold(*events):
    return call_folding.folded(events)


def parts(call):
    return [
        (part.kind, (part.ends_at - part.starts_at).total_seconds() if part.ends_at else None)
        for part in call.segments
    ]


AN_ANSWERED_CALL = [
    event("offered", 0, number="+46701740605"),
    event("queued", 20, queue="centre", language="so"),
    event("ringing", 80, role="agent", agent="one"),
    event("queued", 95, queue="centre"),
    event("ringing", 100, role="agent", agent="two"),
    event("answered", 104, role="agent", agent="two"),
    event("held", 164, role="citizen"),
    event("consult_started", 164, role="duty"),
    event("answered", 170, role="duty"),
    event("resumed", 184, role="citizen"),
    event("transferred", 200, role="duty"),
    event("ended", 260, role="citizen", outcome=Outcome.ANSWERED),
]


def test_a_call_is_what_its_events_add_up_to():
    call = fold(*AN_ANSWERED_CALL)

    assert (call.direction, call.state, call.outcome) == ("in", "ended", "answered")
    assert (call.queue, call.agent, call.language) == ("centre", "two", "so")
    assert call.queued_at == NINE + timedelta(seconds=20)
    assert call.answered_at == NINE + timedelta(seconds=104)
    assert call.ended_at == NINE + timedelta(seconds=260)
    assert (call.transfers, call.is_abandoned) == (1, False)
    assert parts(call) == [
        ("menu", 20),
        ("queued", 60),
        ("ringing", 15),
        ("queued", 5),
        ("ringing", 4),
        ("talk", 60),
        ("hold", 20),
        ("talk", 76),
    ]


def test_whoever_hangs_up_in_line_has_given_up():
    call = fold(event("queued", 0, queue="centre"), event("ended", 300))

    assert (call.is_abandoned, call.outcome, parts(call)) == (True, "cancelled", [("queued", 300)])


def test_the_switch_may_say_itself_that_somebody_gave_up():
    queued, abandoned, ended = event("queued"), event("abandoned", 60), event("ended", 60)

    call = fold(queued, abandoned, ended)

    assert (call.is_abandoned, call.ended_at) == (True, NINE + timedelta(seconds=60))


def test_whoever_hangs_up_in_the_menu_was_never_in_line():
    assert not fold(event("offered"), event("ended", 9)).is_abandoned


def test_of_a_call_of_ours_the_agent_s_phone_is_no_answer():
    agent_answers = event("answered", 2, role="agent", direction="out")

    call = fold(event("ringing", 0, role="agent", direction="out"), agent_answers)

    assert (call.direction, call.state, call.answered_at) == ("out", "ringing", None)


def test_a_call_with_an_attempt_is_ours_whatever_else_was_said():
    call = fold(event("ringing", 0), event("ringing", 1, attempt=UUID(int=1)))

    assert (call.direction, call.attempt) == ("out", UUID(int=1))


def test_a_lost_answer_is_read_from_what_follows():
    for kind in ("bridged", "held", "resumed", "transferred"):
        call = fold(event("queued"), event(kind, 30), event("ended", 90))

        assert (call.answered_at, call.is_abandoned) == (NINE + timedelta(seconds=30), False)


def test_a_call_of_which_only_the_end_was_told_has_ended():
    call = fold(event("ended", 5, outcome=Outcome.BUSY))

    assert (call.state, call.outcome, call.segments) == ("ended", "busy", ())


def test_nothing_counts_that_is_said_to_come_after_the_end():
    late = [event("transferred", 400), event("queued", 500), event("ended", 600)]

    assert fold(*AN_ANSWERED_CALL, *late) == fold(*AN_ANSWERED_CALL)


def test_what_comes_late_is_put_where_it_belongs():
    before = fold(*(e for e in AN_ANSWERED_CALL if e.kind != EventKind.TRANSFERRED))

    assert (before.transfers, fold(*AN_ANSWERED_CALL).transfers) == (0, 1)


seconds = st.integers(0, 6)
roles = st.sampled_from(["", "agent", "citizen", "duty"])
any_event = st.builds(
    event,
    st.sampled_from(list(EventKind)),
    seconds,
    event_id=st.integers(0, 10_000).map(str),
    role=roles,
    agent=st.sampled_from(["", "one", "two"]),
    queue=st.sampled_from(["", "centre", "pilot"]),
    direction=st.sampled_from(["in", "out"]),
    outcome=st.sampled_from([None, *Outcome]),
)
histories = st.lists(any_event, min_size=1, max_size=12, unique_by=lambda event: event.event_id)


@given(histories.flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
def test_any_order_gives_the_same_call(case):
    events, shuffled = case

    assert fold(*shuffled) == fold(*events)


@given(histories.flatmap(lambda e: st.tuples(st.just(e), st.lists(st.sampled_from(e)))))
def test_repetitions_change_nothing(case):
    events, again = case

    assert fold(*events, *again) == fold(*events)


@given(histories)
def test_whatever_is_missing_a_call_makes_sense(events):
    call = fold(*events)

    assert (call.state == "ended") == (call.ended_at is not None)
    assert not (call.is_abandoned and call.answered_at)
    assert call.arrived_at == min(event.at for event in events)
    ends = [part.ends_at for part in call.segments]
    assert None not in ends[:-1]
    assert all(part.ends_at is None or part.starts_at < part.ends_at for part in call.segments)
    assert [p.starts_at for p in call.segments] == sorted(p.starts_at for p in call.segments)


@given(histories, any_event)
def test_the_end_is_final(events, more):
    ended = fold(*events, event("ended", 7, event_id="the end"))

    later = event(more.kind, 8, event_id="later", role=more.role)

    assert call_folding.fold(ended, later) == ended
