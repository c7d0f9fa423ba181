"""Where the trail had come to, kept outside the database: whoever cuts its end off, or writes it anew, cannot hide that.

One line of JSON per anchor in `AUDIT_ANCHOR_FILE`. Each line's seal covers the seal before it, so that no line can be changed,
added or taken out without the key. Lines cut off the end of the file itself leave no trace in it: the same lines go to the log.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from contactcenter.audit import chain, keys
from contactcenter.audit.models import AuditEvent

logger = logging.getLogger(__name__)

TAIL_BYTES = 4096  # holds the last lines of the file whole: a line has some 250 bytes


@dataclass(frozen=True)
class Anchor:
    """The trail's newest event at a moment."""

    position: int
    hash: str
    at: datetime
    seal: str

    @classmethod
    def on(cls, event: AuditEvent, *, at: datetime, seal_before: str) -> "Anchor":
        content = _content(event.position, event.hash, at, seal_before)
        return cls(event.position, event.hash, at, keys.seal(keys.ANCHOR, content))

    @classmethod
    def parse(cls, line: bytes) -> "Anchor":
        values = json.loads(line)
        at = datetime.fromisoformat(values["at"])
        return cls(int(values["position"]), str(values["hash"]), at, str(values["seal"]))

    def line(self) -> str:
        return json.dumps(asdict(self) | {"at": _moment(self.at)})

    def follows(self, seal_before: str) -> bool:
        """Tell whether this anchor is genuine and stands right after the one with that seal."""
        content = _content(self.position, self.hash, self.at, seal_before)
        return keys.is_sealed(keys.ANCHOR, content, self.seal)


def _content(position: int, event_hash: str, at: datetime, seal_before: str) -> bytes:
    return json.dumps([position, event_hash, _moment(at), seal_before]).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def write_after_commit(event: AuditEvent, *, using: str) -> None:
    """Anchor every so many events. A failure is logged and keeps no act back: the clock tries again within a minute."""
    if event.position % settings.AUDIT_ANCHOR_EVERY == 0:
        transaction.on_commit(lambda: write(event, at=event.recorded_at), using=using, robust=True)


def write_newest(*, at: datetime) -> Anchor | None:
    """Anchor the newest event, unless an anchor covers it. Called by the clock, and when the house shuts down."""
    event = chain.newest("default")
    return write(event, at=at) if event else None


def write(event: AuditEvent, *, at: datetime) -> Anchor | None:
    """Add an anchor to the file, safe on the disk when this returns. An event that is covered already adds nothing."""
    path = Path(settings.AUDIT_ANCHOR_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        tail = _tail(file)
        before = _newest(tail)
        if before and before.position >= event.position:
            return None
        anchor = Anchor.on(event, at=at, seal_before=before.seal if before else "")
        line = anchor.line()
        torn = bool(tail) and not tail.endswith(b"\n")  # the power went while a line was written
        file.write((b"\n" if torn else b"") + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if not tail:
        _keep_new_file(path)
    logger.info("audit anchor %s", line)
    return anchor


def read() -> Iterator[Anchor]:
    """Read the anchors that the file holds now, oldest first, unchecked. A line that was torn while written is passed over."""
    path = Path(settings.AUDIT_ANCHOR_FILE)
    size = path.stat().st_size if path.exists() else 0
    return _lines(path, size)


def newest() -> Anchor | None:
    """Read the last anchor, unchecked."""
    path = Path(settings.AUDIT_ANCHOR_FILE)
    if not path.exists():
        return None
    with path.open("rb") as file:
        return _newest(_tail(file))


def _lines(path: Path, size: int) -> Iterator[Anchor]:
    if size == 0:
        return
    with path.open("rb") as file:
        while file.tell() < size:
            anchor = _parsed(file.readline())
            if anchor:
                yield anchor


def _parsed(line: bytes) -> Anchor | None:
    try:
        return Anchor.parse(line)
    except (ValueError, TypeError, KeyError):
        return None


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    return file.read()


def _newest(tail: bytes) -> Anchor | None:
    return next(filter(None, map(_parsed, reversed(tail.splitlines()))), None)


def _keep_new_file(path: Path) -> None:
    """A new file is on the disk only when its folder is."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
