"""One run: servers, workers, clock and agents of its own, and what is done to them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
from redis import Redis

from contactcenter.embedded import postgres, valkey
from contactcenter.embedded.folders import Folders
from tests.telephony.endurance import exchange

PATIENCE_SECONDS = 90
GLANCE = 0.02
DRIVER = "tests.telephony.endurance.exchange.Exchange"
SETTINGS = {
    "TELEPHONY_DRIVER": DRIVER,
    "DJANGO_SETTINGS_MODULE": "contactcenter.settings",
    "SKIP_CHECKS": "1",  # of Django's, which every worker would make anew
}


class Run:
    def __init__(self, var: Path, environment: dict[str, str], said: Path) -> None:
        self.folders = Folders(var)
        self.rings = var / "rings"
        self.rings.touch()
        self.children: list[int] = []
        self.nursery = started(
            "nursery", env=environment | SETTINGS | {exchange.RINGS: str(self.rings)}, said=said
        )
        self.workers: deque[int] = deque()

    def tell(self, *words: str) -> int:
        assert self.nursery.stdin
        assert self.nursery.stdout
        print(*words, file=self.nursery.stdin, flush=True)
        return int(self.nursery.stdout.readline())

    def do(self, *words: str) -> None:
        """Do something to its end."""
        assert self.tell("!" + words[0], *words[1:]) == 0

    def start(self, *words: str) -> int:
        self.children.append(self.tell(*words))
        return self.children[-1]

    def add_worker(self) -> None:
        self.workers.append(self.start("worker"))

    def kill_worker(self, number: signal.Signals) -> None:
        """Kill the oldest worker with all its processes, or ask it to end; another begins in its place."""
        worker = self.workers.popleft()
        if number == signal.SIGKILL:
            os.killpg(worker, number)
        else:
            os.kill(worker, number)
        self.add_worker()

    def flush_broker(self) -> None:
        with Redis(unix_socket_path=str(valkey.socket(self.folders)), db=valkey.BROKER) as broker:
            broker.flushdb()

    def kill_database(self) -> None:
        psutil.Process(int((self.folders.run / "postgres.pid").read_text())).kill()

    def rung(self) -> list[str]:
        """Answer the attempts that rang, as the exchange wrote them down."""
        return self.rings.read_text().split()

    def ask(self, query: str) -> list[Any]:
        """Ask the database, once it is there again."""
        keys = json.loads((self.folders.var / "secrets.json").read_text())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with postgres.connected_as_owner(self.folders, keys) as database:
                    return database.execute(query).fetchall()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline
                time.sleep(GLANCE)

    def wait(self, until: Callable[[], bool], *, glance: float = GLANCE) -> None:
        """Wait for as long as it takes, but not while nobody is rung any more."""
        so_far, since = 0, time.monotonic()
        while not until():
            if (rung := len(self.rung())) > so_far:
                so_far, since = rung, time.monotonic()
            assert time.monotonic() < since + PATIENCE_SECONDS, "Nothing moves."
            time.sleep(glance)

    def end(self) -> None:
        for child in self.children:
            try:
                os.killpg(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.nursery.communicate(timeout=PATIENCE_SECONDS)


@contextmanager
def begun(var: Path) -> Iterator[Run]:
    """Open a house of its own, and end everything that it started."""
    said = var.with_suffix(".log")
    house = started("house", str(var), env=own_environment(), said=said)
    try:
        assert house.stdout
        environment = next((line for line in house.stdout if line.startswith("{")), "")
        assert environment, said.read_text()
        run = Run(var, json.loads(environment), said)
        try:
            yield run
        finally:
            run.end()
    finally:
        house.communicate()


def own_environment() -> dict[str, str]:
    """Nothing leads to the servers beside which the other tests run."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_URL")}


def started(module: str, *arguments: str, env: dict[str, str], said: Path) -> subprocess.Popen[str]:
    """Start a module of ours, with a line to it and from it; what it complains of is kept."""
    with said.open("ab") as complaints:
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.telephony.endurance.{module}", *arguments],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
