"""The product's rule on the days of a big city, beside what no rule and a perfect one would do with the same callers."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from telephony.dispatch_policy import Rules
from tests.telephony import day

DAYS = [day.callers(number) for number in range(20)]
LEAN, FAIR = day.staffing(given_up=0.12), day.staffing(given_up=0.05)
RULES = Rules(
    near=timedelta(minutes=10),
    most_dialling_percent=50,
    relax_after=timedelta(minutes=10),
    talk=timedelta(minutes=5),
)


def play(
    agents: Sequence[int], rule: day.Rule | None, *, free_of_cost: bool = False
) -> day.Figures:
    figures = day.Figures()
    for people in DAYS:
        figures.add(day.run(people, agents, rule, free_of_cost=free_of_cost))
    return figures


@pytest.fixture(scope="module", params=[LEAN, FAIR], ids=["lean", "fair"])
def played(request):
    agents = request.param
    return {
        "agents": agents,
        "none": play(agents, None),
        "product": play(agents, day.of_the_product(RULES)),
        "in order of arrival": play(agents, day.in_order_of_arrival),
        "bound": play(agents, day.of_the_product(RULES), free_of_cost=True),
    }


def test_the_day_is_as_long_and_as_full_as_the_city_says():
    assert sum(day.SHAPE) == day.CALLS_A_DAY
    assert max(day.SHAPE) == day.BUSIEST


def test_without_callbacks_people_give_up_about_as_erlang_says(played):
    """Talks are not exponential here, and the day begins empty: near is all that can be asked."""
    assert played["none"].lost_share == pytest.approx(day.lost_by_erlang(played["agents"]), rel=0.2)


def test_callbacks_save_most_of_those_whom_they_could_save(played):
    saved = day.saved_share(played["none"], played["product"], played["bound"])

    assert saved >= 0.65


def test_a_single_line_in_order_of_arrival_saves_far_fewer(played):
    product = day.saved_share(played["none"], played["product"], played["bound"])
    one_line = day.saved_share(played["none"], played["in order of arrival"], played["bound"])

    assert one_line < product - 0.2


def test_promises_are_kept(played):
    assert played["product"].late_share <= 0.01


def test_everybody_is_accounted_for(played):
    figures = played["product"]

    assert len(figures.live_waits) + figures.lost + figures.taken == figures.calls
    assert len(figures.callback_waits) == figures.taken
