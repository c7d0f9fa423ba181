"""A big city's day with and without callbacks, with as many agents: who gives up, who waits, which promises are late."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from statistics import mean

from telephony.dispatch_policy import Rules
from telephony.models import Queue
from tests.telephony import day

DAYS = 40
STAFFING = {
    "lean": 0.12,
    "fair": 0.05,
}  # the share of callers who may give up, by Erlang A, without callbacks


def run() -> None:
    say(f"A day of {day.CALLS_A_DAY:.0f} calls, {DAYS} times, the same callers for every rule")
    days = [day.callers(number) for number in range(DAYS)]
    for name, given_up in STAFFING.items():
        agents = day.staffing(given_up=given_up)
        erlang = day.lost_by_erlang(agents)
        say(f"  {name}: {sum(agents) / 2:.0f} agent hours; given up by Erlang A {erlang:.1%}")
        compare(days, agents)


def compare(days: Sequence[Sequence[day.Caller]], agents: Sequence[int]) -> None:
    none = play(days, agents, None)
    bound = play(days, agents, day.in_order_of_arrival, free_of_cost=True)
    rules = {
        "in order of arrival": day.in_order_of_arrival,
        "ours": day.of_the_product(default_rules()),
        "ours, one kept free": day.of_the_product(default_rules(kept_free=1)),
    }
    tell("no callbacks", none, "")
    for name, rule in rules.items():
        figures = play(days, agents, rule)
        tell(name, figures, f"{day.saved_share(none, figures, bound):6.0%}")
    tell("callbacks cost no time", bound, "  100%")


def default_rules(*, kept_free: int = 0) -> Rules:
    """Answer the rules of a queue that nobody has changed."""
    queue = Queue()
    return Rules(
        near=timedelta(minutes=queue.near_promise_minutes),
        most_dialling_percent=queue.most_dialling_percent,
        relax_after=timedelta(minutes=queue.relax_minutes),
        talk=timedelta(minutes=queue.talk_minutes),
        kept_free=kept_free,
    )


def play(
    days: Sequence[Sequence[day.Caller]],
    agents: Sequence[int],
    rule: day.Rule | None,
    *,
    free_of_cost: bool = False,
) -> day.Figures:
    figures = day.Figures()
    for people in days:
        figures.add(day.run(people, agents, rule, free_of_cost=free_of_cost))
    return figures


def tell(name: str, figures: day.Figures, saved: str) -> None:
    rung_after = mean(figures.callback_waits) / 60 if figures.callback_waits else 0
    say(
        f"    {name:24} gave up {figures.lost_share:5.1%}  saved {saved:6}"
        f"  wait in line {mean(figures.live_waits):4.0f} s  rung after {rung_after:4.1f} min"
        f"  late {figures.late_share:5.2%}"
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
