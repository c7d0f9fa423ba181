"""The web: gunicorn on a port that we hold, so that it cannot be taken while the web is started again."""

import asyncio
import errno
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from contactcenter.embedded.processes import Child
from contactcenter.embedded.report import Problem

LOOPBACK = "127.0.0.1"
QUEUE = 128  # connections that wait while no worker accepts


@contextmanager
def port_held(port: int) -> Iterator[socket.socket]:
    """Listen on the port from now on: whoever comes before the web is up waits for it."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
            listener.listen(QUEUE)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Problem(
                    f"Port {port} is taken by another program: end that one, or choose another port with "
                    f"`make run PORT={port + 1}`."
                ) from None
            if error.errno == errno.EACCES:
                raise Problem(
                    f"Port {port} is for root: choose one above 1023 with `make run PORT=8000`."
                ) from None
            raise
        yield listener


def server(listener: socket.socket, env: Mapping[str, str]) -> Child:
    """Describe gunicorn; how it works is in gunicorn.conf.py, the same for every house."""
    argv = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"fd://{listener.fileno()}",
        "contactcenter.wsgi",
    ]

    async def until_ready() -> None:
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(b"HEAD /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        await reader.readline()  # comes when the first worker has loaded
        writer.close()

    return Child("web", argv, env, until_ready, keeps_open=[listener.fileno()])
