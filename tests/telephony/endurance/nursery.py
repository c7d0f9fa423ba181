"""Where workers, clock and agents come from: a process that has everything imported, so that each is there in a moment.

Each line of its input is a name of CHILDREN, with arguments; it answers with the new process's number. A name that begins
with "!" is waited for, and its exit code is the answer.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module

import django
from django.core.management import call_command

from contactcenter.embedded import rights


def worker() -> None:
    from contactcenter.celery import app  # noqa: PLC0415

    app.worker_main(["worker", "--concurrency", "1", "--without-mingle", "--without-gossip"])


def clock() -> None:
    from contactcenter.celery import app  # noqa: PLC0415

    app.start(["beat", "--pidfile", ""])


def migrate() -> None:
    call_command("migrate", database="owner", verbosity=0)


def rows(callbacks: str, agents: str) -> None:
    from tests.telephony.endurance import rows as making  # noqa: PLC0415

    making.make(int(callbacks), int(agents))


def agents(first: str, last: str) -> None:
    from tests.telephony.endurance import agents as working  # noqa: PLC0415

    working.work(range(int(first), int(last)))


OTHERWISE_LATE = [  # imported when they are first needed, by each worker anew
    "celery.apps.worker",
    "celery.concurrency.prefork",
    "celery.worker.consumer",
    "holidays.countries",
    "kombu.transport.redis",
    "tests.telephony.endurance.agents",
    "tests.telephony.endurance.rows",
]
CHILDREN: dict[str, Callable[..., None]] = {
    child.__name__: child for child in (worker, clock, migrate, rows, agents)
}


def main() -> None:
    warm_up()
    ends_with_us = rights.ends_with_supervisor(signal.SIGKILL)
    fork = multiprocessing.get_context("fork")
    for line in sys.stdin:
        name, *arguments = line.split()
        child = CHILDREN[name.lstrip("!")]
        process = fork.Process(target=alone, args=(ends_with_us, child, *arguments))
        process.start()
        if name.startswith("!"):
            process.join()
        sys.stdout.write(f"{process.exitcode if name.startswith('!') else process.pid}\n")
        sys.stdout.flush()


def warm_up() -> None:
    """Import what every child needs, and open no connection: it would be shared."""
    django.setup()
    from contactcenter.accounts import access  # noqa: PLC0415
    from contactcenter.celery import app  # noqa: PLC0415

    access.stop_if_a_url_names_no_permission()
    app.loader.import_default_modules()
    for module in OTHERWISE_LATE:
        import_module(module)


def alone(ends_with_us: Callable[[], None], child: Callable[..., None], *arguments: str) -> None:
    """Be the child in a session of its own, so that it can be killed with all that it started, and ends with us."""
    os.setsid()
    os.dup2(2, 1)
    ends_with_us()
    child(*arguments)


if __name__ == "__main__":
    main()
