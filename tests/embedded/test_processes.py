import asyncio
import os
import subprocess
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from contactcenter.embedded import processes
from contactcenter.embedded.folders import Folders, opened
from contactcenter.embedded.processes import Child, end_leftovers, kept_alive, run
from contactcenter.embedded.report import Problem
from tests import patience


@pytest.fixture
def folders(tmp_path):
    with opened(tmp_path / "var") as folders:
        yield folders


def in_a_loop(work: Coroutine[None, None, None]) -> None:
    """Run a coroutine in a thread of its own: the browser tests' loop may be running in ours."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def shell(script: str, **options) -> Child:
    return Child("child", ["/bin/sh", "-c", script], os.environ, **options)


def keep(child: Child, folders: Folders, until: Callable[[], bool]) -> None:
    """Keep a child alive until something holds."""

    async def wait() -> None:
        async with kept_alive(folders, child), asyncio.timeout(patience.SECONDS):
            while not until():
                await asyncio.sleep(0.02)

    in_a_loop(wait())


def is_gone(number: int) -> bool:
    try:
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE  # whoever adopted it is slow
    except psutil.NoSuchProcess:
        return True


def test_child_that_dies_is_started_again_and_again(folders, tmp_path):
    lives = tmp_path / "lives"

    keep(
        shell(f"echo >> {lives}; exit 1"),
        folders,
        until=lambda: lives.exists() and len(lives.read_text()) == 3,
    )


def test_child_that_does_not_start_is_quoted_and_its_log_named(folders):
    async def never() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Problem) as problem:
        keep(shell("echo no such thing; exit 3", until_ready=never), folders, until=lambda: True)

    log = folders.log("child")
    assert str(problem.value) == f"child does not start: “no such thing” (all of it is in {log})."


def test_child_that_does_not_end_is_killed_with_what_it_started(folders, tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.2)
    number = tmp_path / "number"

    keep(
        shell(f"trap '' TERM; sleep 60 & echo $! > {number}; wait; wait"),
        folders,
        until=lambda: number.exists() and number.read_text() != "",
    )

    patience.until(lambda: is_gone(int(number.read_text())))
    assert list(folders.run.glob("*.pid")) == []


def test_step_that_fails_is_quoted(folders):
    with pytest.raises(Problem, match=r"^tables failed: “no such column”"):
        in_a_loop(run("tables", ["/bin/sh", "-c", "echo no such column; false"], {}, folders))


def test_step_that_finds_the_disk_full_says_so(folders):
    script = "echo could not write: No space left on device; false"

    with pytest.raises(OSError, match="No space left on device"):
        in_a_loop(run("tables", ["/bin/sh", "-c", script], {}, folders))


@pytest.mark.parametrize(("works_in", "ends"), [("var", True), (".", False)])
def test_only_what_works_in_our_folders_is_a_leftover(
    folders, tmp_path, monkeypatch, works_in, ends
):
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.2)
    with subprocess.Popen(["sleep", "60"], cwd=tmp_path / works_in) as process:
        (folders.run / "child.pid").write_text(str(process.pid))

        end_leftovers(folders)

        assert (process.poll() is not None) == ends
        process.kill()
    assert list(folders.run.glob("*.pid")) == []


def test_process_that_took_over_a_number_is_no_leftover(folders):
    file = folders.run / "child.pid"
    with subprocess.Popen(["sleep", "60"], cwd=folders.var) as process:
        file.write_text(str(process.pid))
        os.utime(file, (0, 0))  # as if left by a machine that was started anew since

        end_leftovers(folders)

        assert process.poll() is None
        process.kill()
