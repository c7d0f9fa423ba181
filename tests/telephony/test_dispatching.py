"""A tick of the clock: back with what nobody took, out with what is due."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from contactcenter import database
from telephony import calls, dispatching, presence, schedule
from telephony.dispatch_policy import Rules
from telephony.dispatching import Tick
from telephony.models import Call, Callback, Presence, Queue
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    CallFactory,
    PresenceFactory,
    QueueFactory,
    QueueMemberFactory,
    UserFactory,
)
from tests.telephony import open_lines

Status = Callback.Status
State = Presence.State
AT = MONDAY_NINE + timedelta(minutes=1)
A_MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def open_queue(**fields: object) -> Queue:
    """Answer a queue whose line is answered day and night."""
    return QueueFactory(line__mode="always", **fields)


def add_agent(*queues: Queue, state: State = State.READY, **fields: object) -> Presence:
    """Answer the presence of an agent of the queues who has just been seen."""
    user = UserFactory(roles=["agent"], **fields)
    for queue in queues:
        QueueMemberFactory(queue=queue, user=user)
    return PresenceFactory(user=user, state=state, seen_at=AT)


def offered_to(callback: Callback) -> int | None:
    callback.refresh_from_db()
    return callback.offered_to_id


def test_what_is_due_is_offered_to_whoever_is_free():
    queue = open_queue()
    agent = add_agent(queue).user
    callback = CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT) == Tick(set_away=0, taken_back=0, offered=1)
    assert dispatching.tick(at=AT) == Tick(set_away=0, taken_back=0, offered=0)

    assert offered_to(callback) == agent.pk
    assert callback.lease_until == AT + timedelta(seconds=queue.lease_seconds)


@pytest.mark.parametrize("state", [State.IN_CALL, State.WRAP_UP, State.BREAK, State.AWAY])
def test_only_who_is_ready_is_asked(state):
    queue = open_queue()
    add_agent(queue, state=state)
    CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT).offered == 0


def test_only_who_answers_the_queue_is_asked():
    add_agent(open_queue())
    CallbackFactory(queue=open_queue())

    assert dispatching.tick(at=AT).offered == 0


def test_somebody_whose_account_is_closed_is_not_asked():
    queue = open_queue()
    add_agent(queue, is_active=False)
    CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT).offered == 0


@pytest.mark.parametrize("not_now", ["not yet", "closed line", "closes soon", "queue not in use"])
def test_nothing_is_offered_that_may_not_be_rung(not_now):
    queue = open_queue(is_active=not_now != "queue not in use")
    add_agent(queue)
    CallbackFactory(queue=queue, eligible_at=AT + A_MINUTE if not_now == "not yet" else AT)
    closes = {"closed line": AT, "closes soon": AT + 4 * A_MINUTE}
    if not_now in closes:
        queue.line.closures.create(
            starts_at=closes[not_now],
            ends_at=AT + 9 * A_MINUTE,
            reason="Fire drill",
            closed_by=UserFactory(),
        )

    assert dispatching.tick(at=AT).offered == 0


def test_what_nobody_takes_is_offered_to_somebody_else():
    queue = open_queue()
    first = add_agent(queue)
    callback = CallbackFactory(queue=queue)
    dispatching.tick(at=AT)
    second = add_agent(queue)
    lease_over = AT + timedelta(seconds=30)

    assert dispatching.tick(at=lease_over) == Tick(set_away=0, taken_back=1, offered=1)

    assert offered_to(callback) == second.user_id
    assert presence.of(first.user).state == State.AWAY


def test_somebody_whose_browser_is_silent_is_not_asked():
    queue = open_queue()
    agent = add_agent(queue).user
    CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT + timedelta(seconds=91)) == Tick(1, 0, 0)
    assert presence.of(agent).state == State.AWAY


def test_callers_in_line_come_first():
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue)
    call = CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=AT)

    assert dispatching.tick(at=AT).offered == 0

    call.delete()
    assert dispatching.tick(at=AT).offered == 1


def test_a_near_promise_goes_before_callers():
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue, promised_by=AT + 9 * A_MINUTE)
    CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=AT)

    assert dispatching.tick(at=AT).offered == 1


@pytest.mark.parametrize(("promised", "offered"), [("08:00", 1), ("08:01", 0)])
def test_a_promise_for_monday_at_eight_is_near_on_friday_at_four(promised, offered):
    friday = datetime.fromisoformat("2026-11-20T15:50+01:00")
    monday = datetime.fromisoformat(f"2026-11-23T{promised}+01:00")
    queue = open_lines.open_queue()
    PresenceFactory(user=QueueMemberFactory(queue=queue).user, since=friday)
    CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=friday)
    CallbackFactory(queue=queue, asked_at=friday, promised_by=monday)

    assert dispatching.tick(at=friday).offered == offered


def test_callers_whom_the_same_people_answer_count_in_every_line():
    busy, quiet, others = open_queue(), open_queue(), open_queue()
    add_agent(busy, quiet)
    CallbackFactory(queue=quiet)
    CallFactory(queue=busy, state=Call.State.QUEUED, queued_at=AT)
    CallFactory(queue=others, state=Call.State.QUEUED, queued_at=AT)

    assert dispatching.tick(at=AT).offered == 0

    Call.objects.filter(queue=busy).delete()
    assert dispatching.tick(at=AT).offered == 1


def test_callers_whom_no_switch_told_to_have_gone_hold_nobody_up():
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue)
    CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=AT - calls.LONGEST_WAIT)

    assert dispatching.tick(at=AT).offered == 1


@pytest.mark.parametrize(
    ("state", "more", "offered"),
    [
        (Call.State.RINGING, {}, 0),
        (Call.State.TALKING, {"answered_at": AT}, 0),
        (Call.State.TALKING, {"answered_at": MONDAY_NINE - A_MINUTE}, 1),  # has been ready since
        (Call.State.HELD, {}, 0),
        (Call.State.QUEUED, {"queued_at": AT - calls.LONGEST_WAIT}, 1),  # rang there, in vain
        (Call.State.TALKING, {"transfers": 1}, 1),  # perhaps to somebody outside
        (Call.State.ENDED, {"ended_at": AT}, 1),
    ],
)
def test_who_talks_to_a_caller_is_not_asked(state, more, offered):
    queue = open_queue()
    agent = add_agent(queue).user
    CallbackFactory(queue=queue)
    CallFactory(queue=queue, agent=agent, state=state, **more)

    assert dispatching.tick(at=AT).offered == offered


def test_nothing_is_offered_while_the_telephony_does_not_answer(settings):
    settings.TELEPHONY_DRIVER = "tests.telephony.scripted.Unwell"
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT).offered == 0


def test_one_agent_of_two_queues_gets_the_promise_that_ends_first():
    first, second = open_queue(), open_queue()
    add_agent(first, second)
    later = CallbackFactory(queue=first, promised_by=AT + 50 * A_MINUTE)
    sooner = CallbackFactory(queue=second, promised_by=AT + 40 * A_MINUTE)

    assert dispatching.tick(at=AT).offered == 1

    assert (offered_to(later), offered_to(sooner) is not None) == (None, True)


def test_two_agents_of_two_queues_get_one_each_in_one_tick():
    queues = [open_queue(), open_queue()]
    first, second = add_agent(*queues), add_agent(*queues)
    callbacks = [CallbackFactory(queue=queue) for queue in queues]

    assert dispatching.tick(at=AT).offered == 2

    assert {offered_to(callback) for callback in callbacks} == {first.user_id, second.user_id}


def test_who_holds_one_already_takes_no_colleagues_turn():
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue)
    dispatching.tick(at=AT)
    add_agent(queue)
    CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT).offered == 1


def test_who_was_offered_one_counts_in_the_share_that_rings_before_callers():
    queue = open_queue(most_dialling_percent=50)
    for _ in range(2):
        add_agent(queue)
    late = {"promised_by": AT, "asked_at": AT - A_MINUTE}
    CallbackFactory.create_batch(2, queue=queue, **late)
    CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=AT)

    assert [dispatching.tick(at=AT).offered for _tick in range(2)] == [1, 0]


def test_the_rules_are_those_of_the_queue():
    queue = QueueFactory.build(
        near_promise_minutes=7,
        most_dialling_percent=30,
        relax_minutes=11,
        talk_minutes=3,
        kept_free=2,
    )

    assert dispatching.rules_of(queue) == Rules(
        near=7 * A_MINUTE,
        most_dialling_percent=30,
        relax_after=11 * A_MINUTE,
        talk=3 * A_MINUTE,
        kept_free=2,
    )


def test_offers_are_by_the_clock_of_the_database():
    """Whoever takes one is judged by that clock, whatever the worker's shows."""
    at = database.now()
    queue = open_queue()
    agent = add_agent(queue)
    presence.seen(agent.user, at=at)
    callback = CallbackFactory(queue=queue, asked_at=at)

    with time_machine.travel(at + timedelta(hours=1)):
        schedule.dispatch()

    assert offered_to(callback) == agent.user_id
    assert callback.lease_until < at + A_MINUTE


def test_languages_competences_and_owners_are_matched():
    queue = open_queue()
    swedish = add_agent(queue).user
    somali = add_agent(queue, spoken_languages=["so"]).user
    debts = add_agent(queue, competences=["debt"]).user
    owner = add_agent(queue).user
    owned = CallbackFactory(queue=queue, owner=owner, owned_until=AT + A_MINUTE)
    about_debt = CallbackFactory(queue=queue, competences=["debt"])
    in_somali = CallbackFactory(queue=queue, language="so")
    plain = CallbackFactory(queue=queue)

    assert dispatching.tick(at=AT).offered == 4

    assert offered_to(owned) == owner.pk
    assert offered_to(about_debt) == debts.pk
    assert offered_to(in_somali) == somali.pk
    assert offered_to(plain) == swedish.pk


def test_a_language_that_is_not_ours_waits_for_nobody():
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue, language="other", arrived_at=AT)

    assert dispatching.tick(at=AT).offered == 1


def test_who_was_rung_in_time_goes_before_callers_no_more():
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue, promised_by=AT, attempts_used=1, eligible_at=AT)
    CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=AT)

    assert dispatching.tick(at=AT).offered == 0


def queries_of_a_tick(at: datetime) -> int:
    with CaptureQueriesContext(connection) as queries:
        dispatching.tick(at=at)
    return len(queries)


def test_queues_in_which_nobody_waits_cost_nothing():
    queues = [open_queue() for _ in range(3)]
    add_agent(*queues)

    few = queries_of_a_tick(AT)
    for _ in range(10):
        add_agent(open_queue(), queues[0])

    assert queries_of_a_tick(AT) == few


def test_a_line_of_callbacks_costs_no_more_than_one():
    queue = open_queue()
    add_agent(queue)
    CallFactory(queue=queue, state=Call.State.QUEUED, queued_at=AT)  # so that nothing is offered
    tomorrow = AT + timedelta(days=1)
    CallbackFactory(queue=queue, promised_by=tomorrow)

    few = queries_of_a_tick(AT)
    CallbackFactory.create_batch(30, queue=queue, promised_by=tomorrow)

    assert queries_of_a_tick(AT) == few


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_closed_callbacks_are_not_read():
    """What a tick asks of the table is answered from indexes that hold no closed callback."""
    queue = open_queue()
    add_agent(queue)
    CallbackFactory(queue=queue)
    CallbackFactory.create_batch(
        300, queue=queue, status=Status.CLOSED, ending="reached", closed_at=AT
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE telephony_callback")  # which only its owner may

    with CaptureQueriesContext(connection) as queries:
        dispatching.tick(at=AT)

    reads = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    plans = [plan_of(sql) for sql in reads if "telephony_callback" in sql]
    rules = [*Callback._meta.indexes, *Callback._meta.constraints]
    of_closed = {"callback_to_review"}
    partial = {rule.name for rule in rules if getattr(rule, "condition", None)} - of_closed
    by_key = {
        "telephony_callback_pkey",
        "telephony_callback_offered_to_id",
    }  # nobody holds a closed one
    assert plans
    for plan in plans:
        assert "Seq Scan on telephony_callback" not in plan
        assert any(index in plan for index in partial | by_key), plan


def plan_of(sql: str) -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the table is small
        cursor.execute("EXPLAIN " + sql)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_by_hand_a_tick_says_what_it_did(capsys):
    call_command("dispatch_callbacks", "--once")

    assert capsys.readouterr().out == (
        "0 callbacks offered, 0 taken back, 0 silent agents set away\n"
    )
