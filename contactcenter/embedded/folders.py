"""Where things lie: data, logs and sockets below one folder (`var/`), for its owner only."""

import errno
import fcntl
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contactcenter.embedded.report import Problem

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_PATH = 107  # bytes, sockaddr_un in <linux/un.h>
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432"
NEEDED_MEGABYTES = 300


@dataclass(frozen=True)
class Folders:
    """Everything below `var`, except sockets, if their path there would not do."""

    var: Path

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def lock(self) -> Path:
        return self.run / "lock"

    @property
    def static(self) -> Path:
        return self.var / "static"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    @cached_property
    def sockets(self) -> Path:
        """The folder of the sockets: closed to others, its path short enough, and plain enough for a URL."""
        is_short = len(os.fsencode(self.run)) + len(LONGEST_SOCKET_NAME) <= LONGEST_SOCKET_PATH
        if is_short and re.fullmatch(r"[\w/.+-]+", str(self.run), re.ASCII):
            return self.run
        base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
        name = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]
        folder = base / f"contactcenter-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o77:
            raise Problem(f"{folder} is not a folder of yours alone: remove it and start again.")
        return folder


@contextmanager
def opened(var: Path) -> Iterator[Folders]:
    """Make the folders and keep a second supervisor out of them. The lock goes with us, however we end."""
    folders = Folders(var.resolve())
    for folder in (folders.run, folders.static, folders.log("any").parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with folders.lock.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Problem(
                f"It runs from this folder already, as process {lock.read()}: stop that one first."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        if shutil.disk_usage(folders.var).free < NEEDED_MEGABYTES * 1_000_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folders.var))
        yield folders


def what_to_do(error: OSError) -> str:
    """Say in one sentence what a person can do about a disk or folder that refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: make room for {NEEDED_MEGABYTES} MB and start again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"{error.filename} cannot be written to ({error.strerror}): start as the user whom this folder "
            "belongs to, or copy the project to a folder of your own."
        )
    return f"{error.filename or 'The system'} refused ({error.strerror}): put that right and start again."
