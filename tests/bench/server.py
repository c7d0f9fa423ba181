"""The product as `make run` serves it, with the floors beside its addresses."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from contactcenter.embedded.folders import PROJECT
from tests.embedded.city import until
from tests.ports import free_port

FLOOR = "/bench/constant/"


def prepare(history: int) -> None:
    """Make tables, the sample city with that many past contacts, and static files."""
    for command in (
        ["migrate", "--database", "owner"],
        ["sample_city", "--history", str(history)],
        ["collectstatic", "--no-input"],
    ):
        argv = [sys.executable, "manage.py", *command]
        subprocess.run(argv, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served() -> Iterator[tuple[int, psutil.Process]]:
    port = free_port()
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "WARNING"}
    address = ["--bind", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *address, "contactcenter.wsgi"]
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
