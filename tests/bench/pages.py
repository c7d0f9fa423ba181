"""What residents' pages cost beside the floor."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

import psutil

from tests.bench.server import FLOOR, fetched, processor_seconds

# What a page should cost at most, in processor time of web and database, as a multiple of the floor.
GOALS = {
    "/sv/": 8.0,
    "/sv/districts/": 12.0,
    "/sv/districts/jarva/": 20.0,
    "/sv/find/?q=Tensta": 12.0,
    "/api/v1/districts/": 12.0,
}
ROUNDS = 3
REQUESTS = 120  # a round
AT_ONCE = 4


@dataclass(frozen=True)
class Cost:
    """What one request took, on average of a round."""

    processor_ms: float
    per_second: float


def run(port: int, server: psutil.Process) -> None:
    pages = [FLOOR, *GOALS]
    for page in pages:
        measured(page, port, server)  # warm-up: templates, connections
    report([{page: measured(page, port, server) for page in pages} for _ in range(ROUNDS)])


def measured(page: str, port: int, server: psutil.Process) -> Cost:
    began, before = time.monotonic(), processor_seconds(server)
    with ThreadPoolExecutor(AT_ONCE) as browsers:
        asked = [
            browsers.submit(fetched, page, port, times=REQUESTS // AT_ONCE) for _ in range(AT_ONCE)
        ]
        statuses = {answer.result() for answer in asked}
    seconds, used = time.monotonic() - began, processor_seconds(server) - before
    if statuses != {200}:
        sys.exit(f"{page} answers {statuses}")
    return Cost(processor_ms=1000 * used / REQUESTS, per_second=REQUESTS / seconds)


def report(rounds: list[dict[str, Cost]]) -> None:
    """Print a line per page, with the median of the rounds. Nothing here fails: machines differ, and so do goals."""
    sys.stdout.write(
        f"{'page':28}{'processor ms':>14}{'per second':>12}{'× floor':>10}{'goal':>8}\n"
    )
    for page in rounds[0]:
        ratio = median(run[page].processor_ms / run[FLOOR].processor_ms for run in rounds)
        cost = median(run[page].processor_ms for run in rounds)
        rate = median(run[page].per_second for run in rounds)
        goal = f"≤ {GOALS[page]:.0f}" if page in GOALS else ""
        sys.stdout.write(f"{page:28}{cost:14.2f}{rate:12.0f}{ratio:10.1f}{goal:>8}\n")
