"""Ten thousand callbacks with a real worker, broker and database, which are killed again and again: nothing is lost, and
nobody is rung twice. `make endurance` does all of it, `make test` a tenth.

What rang is known from the exchange's own list, not from our database.
"""

import signal
import sys
from collections import Counter
from datetime import timedelta

import pytest

from tests.endurance import scaled
from tests.telephony.endurance.run import Run, begun

pytestmark = pytest.mark.endurance

CALLBACKS = scaled(10_000)
KILLS, FLUSHES, DATABASE_KILLS = scaled(200), scaled(20), scaled(10)
WORKERS, AGENTS, PROCESSES = 2, 8, 2
PROGRESS = CALLBACKS // KILLS // 2  # people who are rung between two kills
SHOWN_WITHIN = timedelta(seconds=60)
REACHED = ("closed", "reached", "")
NO_ANSWER = ("waiting", "", "")  # for half an hour
MAY_HAVE_RUNG = ("needs_person", "", "may_have_rung")
UNTRIED = """
SELECT count(*) FROM telephony_callback
 WHERE status IN ('offered', 'dialling') OR status = 'waiting' AND attempts_used = 0
"""
ENDS = "SELECT status, ending, needs, count(*) FROM telephony_callback GROUP BY 1, 2, 3"
ATTEMPTS = "SELECT id::text, callback_id, state, placed_at, unknown_at FROM telephony_attempt"


def test_nothing_is_lost_and_nobody_is_rung_twice(tmp_path):
    with begun(tmp_path / "var") as run:
        run.do("migrate")
        run.do("rows", str(CALLBACKS), str(AGENTS))
        start_everybody(run)
        break_everything(run)
        run.wait(lambda: run.ask(UNTRIED) == [(0,)], glance=0.5)
        rung, ends, attempts = run.rung(), run.ask(ENDS), run.ask(ATTEMPTS)

    callback_of = {attempt: callback for attempt, callback, *_rest in attempts}
    unknown = [row for row in attempts if row[2] == "unknown"]
    rings = Counter(callback_of[attempt] for attempt in rung)
    sys.stdout.write(f"{len(rung)} rung, {len(unknown)} shown to a person\n")
    assert max(rings.values()) == 1
    assert len(set(rings) | {callback for _attempt, callback, *_rest in unknown}) == CALLBACKS
    assert {end[:3] for end in ends} <= {REACHED, NO_ANSWER, MAY_HAVE_RUNG}
    assert sum(end[3] for end in ends if end[:3] == MAY_HAVE_RUNG) == len(unknown)
    assert max((shown_after(row) for row in unknown), default=timedelta()) < SHOWN_WITHIN


def shown_after(attempt: tuple) -> timedelta:
    *_rest, placed_at, unknown_at = attempt
    return unknown_at - placed_at


def start_everybody(run: Run) -> None:
    for _worker in range(WORKERS):
        run.add_worker()
    run.start("clock")
    share = AGENTS // PROCESSES
    for number in range(PROCESSES):
        run.start("agents", str(number * share), str((number + 1) * share))


def break_everything(run: Run) -> None:
    """Kill the worker whenever some people have been rung since the last time; now and then the broker or the database."""
    for kill in range(KILLS):
        so_far = len(run.rung())
        run.wait(lambda so_far=so_far: len(run.rung()) >= so_far + PROGRESS)
        run.kill_worker(signal.SIGTERM if kill % 2 else signal.SIGKILL)
        if kill % (KILLS // FLUSHES) == 1:
            run.flush_broker()
        if kill % (KILLS // DATABASE_KILLS) == 2:
            run.kill_database()
