"""Child processes: started, watched, started again when they die, ended in order, and never outliving us."""

import asyncio
import errno
import os
import signal
import time
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

import psutil

from contactcenter.embedded import rights
from contactcenter.embedded.folders import PROJECT, Folders
from contactcenter.embedded.report import Problem, say

GRACE_SECONDS = 20  # to end in; after that a process is killed
STEADY_SECONDS = 10  # a child that lived this long is started again at once
LONGEST_PAUSE_SECONDS = 5
LARGEST_LOG_BYTES = 10_000_000


@dataclass(frozen=True)
class Child:
    """A program that runs as long as we do. Its name is also that of its log and its pid file."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    until_ready: Callable[[], Coroutine[None, None, None]] | None = None
    ended_by: Signals = signal.SIGTERM
    keeps_open: Sequence[int] = ()  # file descriptors it inherits


@asynccontextmanager
async def kept_alive(folders: Folders, *children: Child) -> AsyncIterator[None]:
    """Start children one after the other, start again whichever dies, and end them together after the block."""
    keepers = [Keeper(child, folders) for child in children]
    keeping = []
    try:
        for keeper in keepers:
            await keeper.start()
            keeping.append(asyncio.create_task(keeper.start_again_and_again()))
        yield
    finally:
        for task in keeping:
            task.cancel()
        await asyncio.gather(*(keeper.end() for keeper in keepers))


class Keeper:
    """One child's process, whichever is its present one."""

    def __init__(self, child: Child, folders: Folders) -> None:
        self.child = child
        self.log = folders.log(child.name)
        self.pid_file = folders.run / f"{child.name}.pid"
        self.process: Process | None = None

    async def start(self) -> None:
        """Start the child; come back when it is ready, complain when it ends instead."""
        child = self.child
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        self.process = await spawn(
            child.argv, child.env, self.log, child.ended_by, child.keeps_open
        )
        new = self.pid_file.with_suffix(".new")
        new.write_text(str(self.process.pid))
        new.replace(self.pid_file)  # so that nobody ever reads half of it
        if child.until_ready:
            await self.until_ready_or_ended(child.until_ready(), self.process)

    async def until_ready_or_ended(
        self, until_ready: Coroutine[None, None, None], process: Process
    ) -> None:
        ready = asyncio.create_task(until_ready)
        ended = asyncio.create_task(process.wait())
        try:
            await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                raise complaint(f"{self.child.name} does not start", self.log)
            await ready
        finally:
            ready.cancel()
            ended.cancel()

    async def start_again_and_again(self) -> None:
        """Put a new process in the place of one that died; wait longer each time that does not help."""
        pause = 0.0
        while self.process:
            began = time.monotonic()
            code = await self.process.wait()
            steady = time.monotonic() - began > STEADY_SECONDS
            pause = 0.0 if steady else min(max(2 * pause, 0.5), LONGEST_PAUSE_SECONDS)
            say(f"  {self.child.name} ended ({how(code)}) and is started again.")
            await asyncio.sleep(pause)
            with suppress(Problem, OSError):
                await self.start()

    async def end(self) -> None:
        """Ask the process to end; kill it and what it started if it has not within its grace."""
        process = self.process
        if process and process.returncode is None:
            process.send_signal(self.child.ended_by)
            try:
                await asyncio.wait_for(process.wait(), GRACE_SECONDS)
            except TimeoutError:
                os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        self.pid_file.unlink(missing_ok=True)


async def run(
    name: str, argv: Sequence[str | Path], env: Mapping[str, str], folders: Folders
) -> None:
    """Run a program to its end; what it says is in its log, and its last words in the complaint if it fails."""
    log = folders.log(name)
    log.unlink(missing_ok=True)
    process = await spawn(argv, env, log, signal.SIGTERM)
    try:
        if await process.wait() != 0:
            raise complaint(f"{name} failed", log)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def spawn(
    argv: Sequence[str | Path],
    env: Mapping[str, str],
    log: Path,
    ended_by: Signals,
    keeps_open: Sequence[int] = (),
) -> Process:
    """Start a process in a session of its own: the terminal's Ctrl-C reaches us alone, and we end it in order."""
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *argv,
            cwd=PROJECT,
            env=env,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
            pass_fds=keeps_open,
            start_new_session=True,
            preexec_fn=rights.ends_with_supervisor(ended_by),
        )


def how(code: int) -> str:
    """Say how a process ended, from its return code."""
    return f"exit code {code}" if code >= 0 else Signals(-code).name


def complaint(what: str, log: Path) -> Exception:
    """Quote the last line of a program's log, and say where the rest is."""
    lines = log.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
    if any(os.strerror(errno.ENOSPC) in line for line in lines[-20:]):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return Problem(f"{what}: “{lines[-1].strip()}” (all of it is in {log}).")


def end_leftovers(folders: Folders) -> None:
    """Wait for the children of a supervisor that was killed: the kernel has told them to end. Kill those that stay."""
    files = list(folders.run.glob("*.pid"))
    left = [process for file in files for process in still_running(file, folders)]
    stubborn = psutil.wait_procs(left, timeout=GRACE_SECONDS)[1]
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn)
    for file in files:
        file.unlink()


def still_running(pid_file: Path, folders: Folders) -> list[psutil.Process]:
    """Answer with the process of a pid file, unless its number belongs to somebody else by now.

    It is ours if it works in one of our folders, and is not younger than the file.
    """
    with suppress(psutil.Error, ValueError):
        process = psutil.Process(int(pid_file.read_text()))
        works_in = Path(process.cwd())
        is_ours = works_in == PROJECT or works_in.is_relative_to(folders.var)
        if is_ours and process.create_time() < pid_file.stat().st_mtime + 1:
            return [process]
    return []
