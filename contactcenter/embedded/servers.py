"""PostgreSQL and Valkey, and the environment in which Django finds them."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from contactcenter.embedded import folders as places
from contactcenter.embedded import keys, postgres, processes, rights, translations, valkey
from contactcenter.embedded.folders import PROJECT, Folders
from contactcenter.embedded.report import step

ADDRESSES = ["DATABASE_URL", "DATABASE_OWNER_URL", "CASE_REGISTER_URL", "BROKER_URL", "CACHE_URL"]
THROWN_AWAY = ["postgres", "valkey"]


@asynccontextmanager
async def started(folders: Folders, *, forgetful: bool = False) -> AsyncIterator[dict[str, str]]:
    """Start both, answer with the environment for Django's processes, and end both after the block."""
    secrets = keys.read_or_make(folders)
    async with AsyncExitStack() as children:
        with step("PostgreSQL"):
            data = await postgres.made(folders, secrets, forgetful=forgetful)
            database = postgres.server(folders, data, forgetful=forgetful)
            await children.enter_async_context(processes.kept_alive(folders, database))
            await postgres.make_case_register(folders, secrets)
        with step("Valkey"):
            await children.enter_async_context(
                processes.kept_alive(folders, valkey.server(folders))
            )
        yield environment(folders, secrets)


def environment(folders: Folders, secrets: Mapping[str, str]) -> dict[str, str]:
    """Answer with our own environment and what the settings want to know about this sample city."""
    ours = dict(os.environ)
    ours.pop("DJANGO_SETTINGS_MODULE", None)  # set by importing our package; tests have their own
    return ours | {
        "SAMPLE_CITY": "1",
        "SECRET_KEY": secrets["SECRET_KEY"],
        "AUDIT_KEY": secrets["AUDIT_KEY"],
        "DATABASE_URL": postgres.address(folders, "contactcenter_app", secrets["APP_PASSWORD"]),
        "DATABASE_OWNER_URL": postgres.address(
            folders, "contactcenter_owner", secrets["OWNER_PASSWORD"]
        ),
        "CASE_REGISTER_URL": postgres.address(
            folders, "case_register_reader", secrets["CASE_REGISTER_PASSWORD"], "case_register"
        ),
        "BROKER_URL": valkey.broker_address(folders),
        "CACHE_URL": valkey.cache_address(folders),
        "STATIC_ROOT": str(folders.static),
        "PAGES_COPY": str(folders.var / "pages"),
        "AUDIT_ANCHOR_FILE": str(folders.var / "audit-anchors.log"),
    }


async def around(command: Sequence[str], var: Path) -> int:
    """Run a command, such as the tests, beside new servers or those that the environment names; answer with its exit code."""
    with places.opened(var) as folders:
        processes.end_leftovers(folders)
        translations.compile_newer(PROJECT / "locale")
        if all(name in os.environ for name in ADDRESSES):
            given = {name: os.environ[name] for name in ADDRESSES}
            return await run_through(
                command, environment(folders, keys.read_or_make(folders)) | given
            )
        for name in THROWN_AWAY:
            shutil.rmtree(folders.var / name, ignore_errors=True)
        async with started(folders, forgetful=True) as environ:
            postgres.let_owner_make_databases(folders, keys.read_or_make(folders))
            return await run_through(command, environ)


async def run_through(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command at our own terminal; Ctrl-C is for it, too."""
    process = await asyncio.create_subprocess_exec(
        *command, env=environ, preexec_fn=rights.ends_with_supervisor(signal.SIGTERM)
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            await process.wait()
