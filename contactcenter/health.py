"""Is this process alive, and can it serve? For load balancers and supervisors, so without details about the inside."""

import time
from collections.abc import Callable
from enum import StrEnum
from functools import cache as keep
from typing import TypeVar

import structlog
from celery import current_app
from django.core.cache import cache
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from contactcenter import outages
from contactcenter.accounts.access import public
from contactcenter.schedule import CLOCK

log = structlog.get_logger("contactcenter.health")

STARTED = time.monotonic()
MAY_TAKE_TO_START_SECONDS = 60

Answer = TypeVar("Answer")


class State(StrEnum):
    OK = "ok"
    STARTING = "starting"
    DOWN = "down"


@public
@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as this process does. Asks nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything this process needs is there, 503 when something is not, and say which part."""
    states = parts()
    down = [part for part, state in states.items() if state == State.DOWN]
    for part in down:
        log.warning("not ready", part=part)
    return JsonResponse({"ready": not down, "parts": states}, status=503 if down else 200)


def parts() -> dict[str, State]:
    return {
        "database": State.OK if database_answers() else State.DOWN,
        "cache": State.OK if ask(cache_answers) else State.DOWN,
        "broker": State.DOWN if ask(waiting_messages) is None else State.OK,
        "clock": state_of_clock(ask(clock_age), running=time.monotonic() - STARTED),
    }


def database_answers() -> bool:
    return not outages.is_known() and bool(ask(database_is_migrated))


def ask(question: Callable[[], Answer]) -> Answer | None:
    """Put a question to another server; None if it cannot be reached."""
    try:
        return question()
    except (DatabaseError, RedisError, BrokerError, OSError):
        return None


@keep
def newest_migrations() -> frozenset[tuple[str, str]]:
    """Read from the files, so once per process."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def database_is_migrated() -> bool:
    applied = MigrationRecorder.Migration.objects.values_list("app", "name")
    return newest_migrations() <= set(applied)


def cache_answers() -> bool:
    cache.get(CLOCK)
    return True


def waiting_messages() -> int:
    """Count the messages that no worker has taken yet."""
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
        queue = current_app.amqp.queues[current_app.conf.task_default_queue]
        return int(queue(broker.default_channel).queue_declare().message_count)


def clock_age() -> float | None:
    """Seconds since the clock last ticked; None when that is so long ago that the cache has forgotten."""
    ticked_at = cache.get(CLOCK)
    return None if ticked_at is None else timezone.now().timestamp() - ticked_at


def state_of_clock(age: float | None, *, running: float) -> State:
    """A clock that has not ticked yet is no fault as long as this process is young. Both in seconds."""
    if age is not None:
        return State.OK
    return State.STARTING if running < MAY_TAKE_TO_START_SECONDS else State.DOWN
