"""The sample city: from nothing to an address that answers, step by step, and on until it is asked to end."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from contactcenter.embedded import folders as places
from contactcenter.embedded import keys, postgres, processes, servers, translations, web
from contactcenter.embedded.folders import PROJECT, Folders
from contactcenter.embedded.processes import Child
from contactcenter.embedded.report import say, step

PASSWORD = "sample-city"  # noqa: S105  (fixed and printed: it opens an invented city on loopback)
CELERY = [sys.executable, "-m", "celery", "--app", "contactcenter"]


async def stay_open(var: Path, port: int) -> int:
    """Open the city and keep it open until this task is cancelled; what was started last ends first."""
    async with AsyncExitStack() as stack:
        folders = stack.enter_context(places.opened(var))
        processes.end_leftovers(folders)
        listener = stack.enter_context(web.port_held(port))
        env = await stack.enter_async_context(servers.started(folders)) | {"PORT": str(port)}
        people = await prepare(folders, env)
        # Once nobody writes any more: a cut tail of the audit trail shows, however early it was cut.
        stack.push_async_callback(manage, "anchor_audit", env=env, folders=folders)
        with step("Worker, clock and web"):
            children = worker(env), clock(env), web.server(listener, env)
            await stack.enter_async_context(processes.kept_alive(folders, *children))
        welcome(port, people)
        await asyncio.Event().wait()
    return 0


async def prepare(folders: Folders, env: dict[str, str]) -> list[str]:
    """Bring texts, static files, tables and rows up to date. Answers with who may sign in."""
    with step("Translations"):
        translations.compile_newer(PROJECT / "locale")
    with step("Static files"):
        if not static_files_are_fresh(folders):
            await manage("collectstatic", "--no-input", env=env, folders=folders)
    with step("Tables"):
        await manage("migrate", "--database", "owner", env=env, folders=folders)
    with step("Sample city"):
        is_there = sign_ins(folders) and has_case_register(folders)
        await manage("load_codes" if is_there else "sample_city", env=env, folders=folders)
    return sign_ins(folders)


async def manage(command: str, *arguments: str, env: dict[str, str], folders: Folders) -> None:
    argv = [sys.executable, str(PROJECT / "manage.py"), command, *arguments]
    await processes.run(command, argv, env, folders)


def static_files_are_fresh(folders: Folders) -> bool:
    """Static files come from our own folder, and from packages: those change with the lock or the settings only."""
    manifest = folders.static / "staticfiles.json"
    sources = [
        PROJECT / "static",
        *(PROJECT / "static").rglob("*"),
        PROJECT / "requirements" / "embedded.txt",
        PROJECT / "contactcenter" / "settings.py",
    ]
    return manifest.exists() and all(
        source.stat().st_mtime < manifest.stat().st_mtime for source in sources
    )


def sign_ins(folders: Folders) -> list[str]:
    """Answer with the e-mail addresses of the sample city's people; none yet means that it has not been loaded."""
    with postgres.connected_as_owner(folders, keys.read_or_make(folders)) as database:
        rows = database.execute(
            "SELECT email FROM accounts_user WHERE email LIKE '%@example.org' ORDER BY id"
        ).fetchall()
    return [email for (email,) in rows]


def has_case_register(folders: Folders) -> bool:
    """Tell whether the case register knows anybody: a city from before there was one has still to be filled."""
    secrets = keys.read_or_make(folders)
    with postgres.connected_as_owner(folders, secrets, "case_register") as database:
        return database.execute("SELECT FROM resident LIMIT 1").fetchone() is not None


def worker(env: dict[str, str]) -> Child:
    return Child("worker", [*CELERY, "worker", "--concurrency", "2"], env)


def clock(env: dict[str, str]) -> Child:
    return Child("clock", [*CELERY, "beat", "--pidfile", ""], env)


def welcome(port: int, people: list[str]) -> None:
    say()
    say(f"  The city is open at http://{web.LOOPBACK}:{port}/")
    say(f"  Staff sign in at http://{web.LOOPBACK}:{port}/desk/ with the password {PASSWORD}:")
    for email in people:
        say(f"    {email}")
    say()
    say("  The SMS that it would send stand in var/log/messages.txt.")
    say("  Ctrl-C ends everything. Data and logs stay in var/ until `make reset`.")
