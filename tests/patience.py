"""Waiting for what somebody else does: a browser, a worker, a server that ends. Never for a time that ought to be enough."""

import time
from collections.abc import Callable

SECONDS = 60  # two cores may be busy with other tests
GLANCE = 0.05  # seconds


def until(happened: Callable[[], bool], *, seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(GLANCE)
