"""Two at the same moment, of whom one is made to come second."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, transaction

WAITS_FOR_US = """
SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
"""
LOOKS, BETWEEN_LOOKS = 500, 0.02  # seconds


@contextmanager
def second(act: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """Open a transaction, and answer what lets somebody else come to act, and wait for it."""

    def come_second() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as somebody:
        waiting = []

        def comes() -> None:
            waiting.append(somebody.submit(come_second))
            until_somebody_waits()

        with transaction.atomic():
            yield comes
        waiting[0].result()


def until_somebody_waits() -> None:
    for _look in range(LOOKS):
        with connection.cursor() as cursor:
            cursor.execute(WAITS_FOR_US)
            if cursor.fetchone() != (0,):
                return
        time.sleep(BETWEEN_LOOKS)
    raise AssertionError("Nobody waits.")
