"""Measure pages against the floor. Run beside new servers: `make bench`."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

import psutil

from contactcenter.embedded.folders import PROJECT
from tests.embedded.city import free_port, until

FLOOR = "/bench/constant/"
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


def main() -> None:
    for command in (
        ["migrate", "--database", "owner"],
        ["sample_city"],
        ["collectstatic", "--no-input"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with served() as (port, server):
        pages = [FLOOR, *GOALS]
        for page in pages:
            measured(page, port, server)  # warm-up: templates, connections
        rounds = [{page: measured(page, port, server) for page in pages} for _ in range(ROUNDS)]
    report(rounds)


@contextmanager
def served() -> Iterator[tuple[int, psutil.Process]]:
    """Serve the product as `make run` does, and the floor."""
    port = free_port()
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "WARNING"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "contactcenter.wsgi",
    ]
    with subprocess.Popen(command, cwd=PROJECT, env=env, stdout=subprocess.DEVNULL) as server:
        try:
            until(lambda: status_of("/healthz", port) == 200)
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()


def status_of(page: str, port: int) -> int:
    try:
        return fetched(page, port, times=1)
    except OSError:  # not there yet
        return 0


def fetched(page: str, port: int, *, times: int) -> int:
    """Ask for a page over one connection; answer with the worst status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    worst = 0
    for _ in range(times):
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        worst = max(worst, answer.status)
    connection.close()
    return worst


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


def processor_seconds(server: psutil.Process) -> float:
    """Add up what web and database have used so far, children that ended included."""
    supervisor = psutil.Process(os.getppid())
    postgres = [
        process for process in supervisor.children(recursive=True) if process.name() == "postgres"
    ]
    times = [process.cpu_times() for process in [server, *server.children(), *postgres]]
    return float(
        sum(time.user + time.system + time.children_user + time.children_system for time in times)
    )


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


if __name__ == "__main__":
    main()
