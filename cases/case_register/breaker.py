"""A circuit breaker for the case register (after Nygard, Release It!), its state shared by all web machines.

After some failures in a row nobody asks for a while, so that an agent hears at once that the register is down. When the while
is over one look-up tries: if the register answers, everybody asks again, else the while begins anew.
"""

import logging
from contextlib import suppress

from django.core.cache import cache
from redis.exceptions import RedisError

from cases.case_register import RegisterUnavailable

logger = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 5
PAUSE_SECONDS = 15
FAILURES = "case_register:failures"
PAUSE = "case_register:pause"


def require_closed() -> None:
    """Let the question through, or raise RegisterUnavailable. Without the cache there is no breaker, and everybody asks."""
    with suppress(RedisError):
        is_open = cache.get(FAILURES, 0) >= FAILURES_IN_A_ROW
        if is_open and not cache.add(
            PAUSE, True, PAUSE_SECONDS
        ):  # whoever adds it is the one to try
            raise RegisterUnavailable("The register has been down just now.")


def note_failure(reason: str) -> None:
    """Count a failure, and tell whoever watches the log. The reason holds nothing about anybody."""
    logger.warning("The case register did not answer. %s", reason)
    with suppress(
        RedisError, ValueError
    ):  # ValueError: an answer elsewhere has just cleared the count
        cache.add(FAILURES, 0, timeout=None)
        if cache.incr(FAILURES) >= FAILURES_IN_A_ROW:
            cache.set(PAUSE, True, PAUSE_SECONDS)


def note_answer() -> None:
    with suppress(RedisError):
        cache.delete_many([FAILURES, PAUSE])
