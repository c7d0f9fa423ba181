"""What the kernel does for us: root gives up its rights, and children do not outlive their supervisor. Linux only."""

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from signal import Signals

from contactcenter.embedded.report import Problem

CLONE_NEWUSER = 0x10000000  # <linux/sched.h>
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
DAEMON = 1  # a user that exists on every system, and is not the kernel's word for "unknown" as `nobody` is

libc = ctypes.CDLL(None, use_errno=True)


def give_up_root() -> None:
    """Go on as `daemon` if we are root, for PostgreSQL refuses root.

    Becoming another user would lock us out of a folder that only root may enter. In a user namespace of our own
    root is merely *called* daemon: its files stay its files, its powers over everything else are gone. Call this
    first: the kernel allows it to a process without threads only, and clears death signals asked for before.
    """
    if os.geteuid() != 0:
        return
    try:
        enter_namespace_as(DAEMON)
    except OSError as error:
        raise Problem(
            f"PostgreSQL does not run as root, and the user namespace that would help is forbidden here ({error.strerror}): "
            "copy the project to an ordinary user's folder and start it as that user."
        ) from error


def enter_namespace_as(user: int) -> None:
    if libc.unshare(CLONE_NEWUSER) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} 0 1")
    Path("/proc/self/gid_map").write_text(f"{user} 0 1")


def ends_with_supervisor(by: Signals) -> Callable[[], None]:
    """Answer with what a child does before it becomes its program: ask to be sent `by` when we are gone."""
    supervisor = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(by))
        if os.getppid() != supervisor:  # gone in between
            os._exit(1)

    return ask
