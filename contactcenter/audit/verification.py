"""Proving the trail whole: every event in its place, as it was written, and nothing cut off that an anchor has seen."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, models, transaction
from django.utils.translation import gettext_lazy as _

from contactcenter.audit import anchors, chain, checkpoints
from contactcenter.audit.anchors import Anchor
from contactcenter.audit.models import AuditEvent, Checkpoint, Verification

BATCH = 2000  # events held in memory at a time
VERIFIED_EVERY = timedelta(days=1)
UNCOVERED_AT_MOST = timedelta(hours=1)  # the clock anchors every minute

# As text, so that even a value that Python cannot hold (the year 20000, infinity) is reported by its position.
EVERY_EVENT = """
SELECT position, row_to_json(event)::text FROM audit_auditevent AS event ORDER BY position
"""


class Problem(models.TextChoices):
    MISSING = "missing", _("this event is missing")
    TWICE = "twice", _("more than one event has this position")
    ALTERED = "altered", _("this event is not as it was written")
    FORKED = "forked", _("this event was written after another one than now stands before it")
    UNREADABLE = "unreadable", _("this event cannot be read")
    REPLACED = "replaced", _("an anchor has seen another event here")
    CUT_OFF = (
        "cut_off",
        _("the trail is cut off here: an anchor has seen this event or a later one"),
    )
    ANCHORS_ALTERED = "anchors_altered", _("the anchor of this event, or one before it, is altered")
    NOT_ANCHORED = "not_anchored", _("there is no anchor, though this event is older than an hour")
    CHECKPOINT_ALTERED = "checkpoint_altered", _("the checkpoint at this event is altered")


class Broken(Exception):
    """The trail is not whole. Names the first broken position."""

    def __init__(self, position: int, problem: Problem) -> None:
        super().__init__(position, problem)
        self.position = position
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.position}: {self.problem.label}"


@dataclass
class Report:
    """What was found whole, and how far the anchors have seen it."""

    dropped_to: int  # position that retention has reached
    events: int = 0
    anchor: Anchor | None = None
    uncovered_since: datetime | None = None  # when the first event after the anchor was recorded

    @property
    def last(self) -> int:
        return self.dropped_to + self.events

    @property
    def uncovered(self) -> int:
        return self.last - self.anchor.position if self.anchor else self.events

    def is_stale(self, at: datetime) -> bool:
        """Tell whether an event waits for its anchor longer than the clock needs."""
        return self.uncovered_since is not None and self.uncovered_since < at - UNCOVERED_AT_MOST

    def add(self, event: AuditEvent) -> None:
        self.events += 1
        self.uncovered_since = self.uncovered_since or event.recorded_at

    def cover(self, anchor: Anchor) -> None:
        self.anchor = anchor
        self.uncovered_since = None


def is_due(*, at: datetime) -> bool:
    """Tell whether nobody has gone through the trail for a day."""
    return not Verification.objects.filter(at__gt=at - VERIFIED_EVERY).exists()


def run(*, at: datetime, using: str = "default") -> Report:
    """Go through the whole trail and keep the outcome. Raises Broken at the first event that is not whole."""
    try:
        report = whole_trail(at=at, using=using)
    except Broken as broken:
        Verification.objects.using(using).create(
            at=at, events=broken.position - 1, problem=broken.problem, position=broken.position
        )
        raise
    Verification.objects.using(using).create(at=at, events=report.events)
    return report


def whole_trail(*, at: datetime, using: str) -> Report:
    """Verify everything that is in the database against the anchors beside it, in constant memory.

    The order matters: an anchor is written after its event is committed, so the anchors are counted before the events are
    read; months cannot be dropped while they are being read, so the checkpoint is asked for after.
    """
    seen = anchors.read()
    with transaction.atomic(using=using), every_event(using) as events:
        return verify(events, seen, since=checkpoints.newest(using), at=at)


def verify(
    events: Iterable[AuditEvent], seen: Iterable[Anchor], *, since: Checkpoint | None, at: datetime
) -> Report:
    """Check that each event follows the one before it, and that the anchors saw the same."""
    if since and not checkpoints.is_genuine(since):
        raise Broken(since.position, Problem.CHECKPOINT_ALTERED)
    report = Report(dropped_to=since.position if since else 0)
    previous_hash = since.hash if since else chain.GENESIS
    awaited = _genuine(seen, after=report.last)
    anchor = next(awaited, None)
    for event in events:
        _check_link(event, position=report.last + 1, previous_hash=previous_hash)
        previous_hash = event.hash
        report.add(event)
        if anchor and anchor.position == event.position:
            _check_anchor(event, anchor)
            report.cover(anchor)
            anchor = next(awaited, None)
    if anchor:
        raise Broken(report.last + 1, Problem.CUT_OFF)
    if report.is_stale(at) and not report.anchor:
        raise Broken(report.dropped_to + 1, Problem.NOT_ANCHORED)
    return report


def _check_link(event: AuditEvent, *, position: int, previous_hash: str) -> None:
    if event.position > position:
        raise Broken(position, Problem.MISSING)
    if event.position < position:
        raise Broken(event.position, Problem.TWICE)
    check_genuine(event)
    if event.previous_hash != previous_hash:
        raise Broken(position, Problem.FORKED)


def check_genuine(event: AuditEvent) -> None:
    if not chain.is_genuine(event):
        raise Broken(event.position, Problem.ALTERED)


def _check_anchor(event: AuditEvent, anchor: Anchor) -> None:
    if anchor.hash != event.hash:
        raise Broken(event.position, Problem.REPLACED)


def _genuine(seen: Iterable[Anchor], *, after: int) -> Iterator[Anchor]:
    """Keep the anchors after a position; each must follow the one before it in the file."""
    seal, position = "", 0
    for anchor in seen:
        if not anchor.follows(seal) or anchor.position <= position:
            raise Broken(anchor.position, Problem.ANCHORS_ALTERED)
        seal, position = anchor.seal, anchor.position
        if position > after:
            yield anchor


@contextmanager
def every_event(using: str) -> Iterator[Iterator[AuditEvent]]:
    """Stream all events in order from one snapshot, whatever their number; needs an open transaction."""
    connection = connections[using]
    connection.ensure_connection()
    with connection.connection.cursor(name="every_audit_event") as cursor:
        cursor.itersize = BATCH
        cursor.execute(EVERY_EVENT)
        yield (_event(position, columns) for position, columns in cursor)


def _event(position: int, columns: str) -> AuditEvent:
    try:
        values: dict[str, Any] = json.loads(columns)
        for moment in ("at", "recorded_at"):
            values[moment] = datetime.fromisoformat(values[moment])
        return AuditEvent(**values)
    except (ValueError, TypeError) as error:
        raise Broken(position, Problem.UNREADABLE) from error
