"""Made-up calls and callbacks of the past two years, beside the made-up contacts that cases/sample/history.py writes.

Each conversation on the phone has its call; some were callbacks, kept by us; some callers gave up, and some whom we rang
did not answer. No number stands anywhere. Calls are told by their source, callbacks by the codes of the contacts that they
were made with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from telephony.models import Attempt, Callback, Queue
from telephony.models.callbacks import Ending
from telephony.sample.queues import CENTRE

SOURCE = "history"
SEED = 20230102
WEIGHTS = {"elder-care": 50, "income-support": 25, "guardians": 10, "disability-support": 8}
WEIGHT_OTHERWISE = 4
GAVE_UP = 0.11  # callers for each who was answered
KEPT, NOT_REACHED, CANCELLED = 0.05, 0.01, 0.01  # callbacks for each conversation
ATTEMPTS = {1: 74, 2: 18, 3: 8}
MENU = timedelta(seconds=15)
PROMISED = timedelta(minutes=60)
BETWEEN_ATTEMPTS = timedelta(minutes=5)

COPY_CALLS = """COPY telephony_call (id, source, provider_ref, direction, state, queue_id, attempt_id, agent_id,
    language, number, number_hash, arrived_at, queued_at, answered_at, ended_at, outcome, is_abandoned, transfers)
    FROM STDIN"""


@dataclass(frozen=True)
class Conversation:
    """What a contact on the phone tells of its call. code: the contact's."""

    code: str
    language: str
    agent: int
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class Links:
    """The rows of a conversation, by their keys."""

    call: int
    callback: int | None


def write(cursor: Any, conversations: list[Conversation]) -> dict[str, Links]:
    """Write the calls and callbacks of these conversations; answer them by the contacts' codes."""
    queues = list(Queue.objects.filter(line__slug=CENTRE).select_related("service"))
    if not (queues and conversations):
        return {}
    random = Random(f"{SEED} {conversations[0].code}")  # noqa: S311  (repeatable on purpose)
    weights = [WEIGHTS.get(queue.service.code, WEIGHT_OTHERWISE) for queue in queues]
    drawn = random.choices(queues, weights, k=len(conversations))
    callbacks, last_attempts = _callbacks(random, zip(conversations, drawn, strict=True))
    keys = iter(_next_keys(cursor, 2 * len(conversations)))
    links, rows = {}, []
    for conversation, queue in zip(conversations, drawn, strict=True):
        attempt = last_attempts.get(conversation.code)
        call = _call(next(keys), conversation, queue, random, attempt)
        rows.append(call)
        links[conversation.code] = Links(call[0], callbacks[conversation.code] if attempt else None)
        if random.random() < GAVE_UP:
            rows.append(_given_up(next(keys), conversation, queue, random))
    with cursor.copy(COPY_CALLS) as copy:
        for row in rows:
            copy.write_row(row)
    return links


def _next_keys(cursor: Any, how_many: int) -> list[int]:
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence('telephony_call', 'id')) FROM generate_series(1, %s)",
        [how_many],
    )
    return [pk for (pk,) in cursor.fetchall()]


def _call(
    pk: int, told: Conversation, queue: Queue, random: Random, attempt: UUID | None
) -> tuple[Any, ...]:
    """Answer the columns of COPY_CALLS for a call that was answered: theirs, or ours by an attempt."""
    wait = timedelta(seconds=round(min(random.lognormvariate(4.2, 0.9), 1800)))
    hung_up = max(told.began_at + timedelta(seconds=10), told.ended_at - timedelta(seconds=25))
    is_ours = attempt is not None
    arrived_at = told.began_at - (timedelta(seconds=12) if is_ours else wait + MENU)
    return (
        *(pk, SOURCE, told.code, "out" if is_ours else "in", "ended"),
        *(queue.pk, attempt, told.agent, told.language, "", ""),
        *(arrived_at, None if is_ours else arrived_at + MENU, told.began_at, hung_up),
        *("answered", False, 0),
    )


def _given_up(pk: int, told: Conversation, queue: Queue, random: Random) -> tuple[Any, ...]:
    """Answer the columns of COPY_CALLS for somebody who rang at about that time and hung up in line."""
    arrived_at = told.began_at + timedelta(seconds=random.randrange(-600, 600))
    patience = timedelta(seconds=round(random.expovariate(1 / 240)) + 1)
    return (
        *(pk, SOURCE, f"{told.code}-gave-up", "in", "ended"),
        *(queue.pk, None, None, told.language, "", ""),
        *(arrived_at, arrived_at + MENU, None, arrived_at + MENU + patience),
        *("cancelled", True, 0),
    )


def _callbacks(
    random: Random, asked: Iterable[tuple[Conversation, Queue]]
) -> tuple[dict[str, int], dict[str, UUID]]:
    """Write callbacks and their attempts; answer the callbacks' keys, and the attempts by which somebody was reached."""
    callbacks, attempts = [], []
    for conversation, queue in asked:
        ending = _ending(random)
        if ending:
            callback = _callback(conversation, queue, ending, random)
            callbacks.append(callback)
            attempts += _attempts(callback, conversation, random)
    Callback.objects.bulk_create(callbacks)
    Attempt.objects.bulk_create(attempts)
    reached = [attempt for attempt in attempts if attempt.outcome == Attempt.Outcome.REACHED]
    return (
        {callback.code: callback.pk for callback in callbacks},
        {attempt.callback.code: attempt.pk for attempt in reached},
    )


def _ending(random: Random) -> Ending | None:
    """Draw how a callback that was asked for at that time ended, if there was one."""
    drawn = random.random()
    if drawn < KEPT:
        return Ending.REACHED
    if drawn < KEPT + NOT_REACHED:
        return Ending.NOT_REACHED
    return Ending.CANCELLED if drawn < KEPT + NOT_REACHED + CANCELLED else None


def _callback(told: Conversation, queue: Queue, ending: Ending, random: Random) -> Callback:
    """Make a callback that was closed when the conversation began, most of them in time."""
    asked_at = told.began_at - timedelta(seconds=random.randrange(900, 3540))
    if random.random() < 0.01:
        asked_at -= timedelta(minutes=20)
    is_reached = ending == Ending.REACHED
    return Callback(
        code=told.code,
        queue=queue,
        service=queue.service,
        source=random.choice(Callback.Source.values),
        language=told.language,
        status=Callback.Status.CLOSED,
        ending=ending,
        asked_at=asked_at,
        confirmed_at=asked_at,
        arrived_at=asked_at,
        eligible_at=asked_at,
        promised_by=asked_at + PROMISED,
        is_confirmed_by_code=True,
        closed_at=told.began_at if is_reached else told.ended_at,
        reviewed_at=None if is_reached else told.ended_at,
    )


def _attempts(callback: Callback, told: Conversation, random: Random) -> list[Attempt]:
    """Make what was tried, the last one just before the conversation; a callback that was cancelled was not rung."""
    if callback.ending == Ending.CANCELLED:
        return []
    is_reached = callback.ending == Ending.REACHED
    how_many = random.choices(list(ATTEMPTS), list(ATTEMPTS.values()))[0] if is_reached else 3
    callback.attempts_used = how_many
    last_outcome = Attempt.Outcome.REACHED if is_reached else Attempt.Outcome.NO_ANSWER
    attempts = []
    for number in range(1, how_many + 1):
        is_last = number == how_many
        placed_at = told.began_at - BETWEEN_ATTEMPTS * (how_many - number)
        attempt = Attempt(
            pk=UUID(int=random.getrandbits(128), version=4),
            callback=callback,
            number=number,
            agent_id=told.agent,
            driver=SOURCE,
            state=Attempt.State.ENDED,
            outcome=last_outcome if is_last else Attempt.Outcome.NO_ANSWER,
            created_at=placed_at,
            placed_at=placed_at,
            ended_at=told.ended_at if is_last else placed_at + timedelta(seconds=30),
        )
        attempts.append(attempt)
    return attempts
