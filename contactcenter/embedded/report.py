"""What the person at the terminal reads: one line per step, with its time."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

WIDTH = 36  # the steps before Python, in requirements/install, line up with these


class Problem(Exception):
    """Something a person can put right. It is shown as one sentence that says how."""


def say(text: str = "", *, end: str = "\n") -> None:
    """Write to the terminal; one that is gone must not keep the children from ending in order."""
    with suppress(OSError):
        sys.stdout.write(text + end)
        sys.stdout.flush()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show what is being done, and how many seconds it took once it is done."""
    began = time.monotonic()
    say(f"  {name:<{WIDTH}}", end="")
    try:
        yield
    except BaseException:
        say()
        raise
    say(f"{time.monotonic() - began:6.1f} s")
