"""Queues that are set up and changed: their settings, who answers them, and whether they are in use.

A page says which revision of the queue it was shown, and each act is one conditional UPDATE on it: the second of two people
who change it at the same time is told (`Outdated`). Half hours follow at once what a change means for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import slugs
from districts.models import PhoneLine, Service
from telephony import menus, slots
from telephony.models import Queue, QueueMember

LONGEST_SLUG = 80


class Outdated(Exception):
    """Somebody changed the queue after the page was shown."""


class HasCallbacks(Exception):
    """People wait there whom we have promised to ring: they are moved or told first."""


class InTheMenu(Exception):
    """The phone menu leads callers there, and would lead them to nothing."""


class AlreadyThere(Exception):
    """The line has a queue for the assignment."""


@transaction.atomic
def create(line: PhoneLine, service: Service, *, by: User, at: datetime, **values: Any) -> Queue:
    """Set up a queue. Its address is made of the unit and the assignment, and is never that of another page."""
    slug = slugs.free(Queue.objects.all(), f"{line.unit.slug} {service.code}", longest=LONGEST_SLUG)
    queue = Queue(line=line, service=service, slug=slug, **values)
    with _only_one():
        queue.save()
    slots.fill(queue, at=at)
    events.record(by, "queue.created", queue, at=at, unit=str(line.unit), name=queue.name)
    return queue


@transaction.atomic
def change(queue: Queue, *, revision: int, by: User, at: datetime, **values: Any) -> None:
    claim_revision(queue, revision)
    was = {name: getattr(queue, name) for name in values}
    if values.get("service", queue.service) != queue.service and queue.callbacks.live().exists():
        raise HasCallbacks
    for name, value in values.items():
        setattr(queue, name, value)
    with _only_one(), _menu_kept_whole():
        queue.save(update_fields=list(values))
    slots.fill(queue, at=at)
    changed: dict[str, Any] = {
        name: [str(was[name]), str(value)] for name, value in values.items() if was[name] != value
    }
    events.record(by, "queue.changed", queue, at=at, **changed)


def claim_revision(queue: Queue, revision: int) -> None:
    """Let whoever saw the current revision change the queue, inside their transaction."""
    seen = Queue.objects.filter(pk=queue.pk, revision=revision)
    if not seen.update(revision=F("revision") + 1):
        raise Outdated
    queue.refresh_from_db()


@transaction.atomic
def retire(queue: Queue, *, by: User, at: datetime) -> None:
    """Take a queue out of use. Its lock waits for whoever is booking there, so that no promise is left behind."""
    queue = Queue.objects.select_for_update(of=("self",)).get(pk=queue.pk)
    if queue.callbacks.live().exists():
        raise HasCallbacks
    with _menu_kept_whole():
        _put(queue, is_active=False)
    slots.fill(queue, at=at)
    events.record(by, "queue.retired", queue, at=at)


@transaction.atomic
def take_up(queue: Queue, *, by: User, at: datetime) -> None:
    """Take a queue into use again."""
    _put(queue, is_active=True)
    slots.fill(queue, at=at)
    events.record(by, "queue.taken_up", queue, at=at)


@contextmanager
def _only_one() -> Iterator[None]:
    """Let the constraint settle a race between two people."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise AlreadyThere from taken


@contextmanager
def _menu_kept_whole() -> Iterator[None]:
    """Refuse, inside the caller's transaction, what gives the published phone menu a fault that it did not have."""
    before = menus.faults_of_published()
    yield
    if menus.faults_of_published() - before:
        raise InTheMenu


def _put(queue: Queue, *, is_active: bool) -> None:
    changed = Queue.objects.filter(pk=queue.pk).exclude(is_active=is_active)
    changed.update(is_active=is_active, revision=F("revision") + 1)
    queue.refresh_from_db()


@transaction.atomic
def add_member(queue: Queue, user: User, *, by: User, at: datetime) -> None:
    """Let somebody answer the queue; who does already, does."""
    _member, is_new = QueueMember.objects.get_or_create(queue=queue, user=user)
    if is_new:
        events.record(by, "queue.member_added", queue, at=at, person=str(user))


@transaction.atomic
def remove_member(queue: Queue, user: User, *, by: User, at: datetime) -> None:
    """Let somebody answer the queue no more; what they hold now they finish."""
    removed, _rows = QueueMember.objects.filter(queue=queue, user=user).delete()
    if removed:
        events.record(by, "queue.member_removed", queue, at=at, person=str(user))
