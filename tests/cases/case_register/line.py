"""The line to a server, and what can happen to it: a TCP proxy that drips, breaks off, falls silent or talks nonsense."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any


def connected(host: str, port: int | str) -> socket.socket:
    """Connect by TCP, or to PostgreSQL's socket in a folder."""
    if host.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(Path(host, f".s.PGSQL.{port or 5432}")))
        return line
    return socket.create_connection((host, int(port)))


class Line:
    """`with Line(host, port, what_happens) as line`: whoever connects to line.port is connected to the server."""

    def __init__(self, host: str, port: int | str, happens: "Happening") -> None:
        self.target = host, port
        self.happens = happens
        self.ends: list[socket.socket] = []

    def __enter__(self) -> "Line":
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.take_calls, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def take_calls(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _address = self.listener.accept()
                server = connected(*self.target)
                self.ends += [client, server]
                for work in [(copy, client, server), (self.happens, server, client)]:
                    threading.Thread(target=quietly, args=work, daemon=True).start()


Happening = Callable[[socket.socket, socket.socket], None]


def quietly(work: Happening, *ends: Any) -> None:
    with suppress(OSError):
        work(*ends)


# What happens to what the server says


def copy(source: socket.socket, goal: socket.socket) -> None:
    while content := source.recv(4096):
        goal.sendall(content)
    goal.shutdown(socket.SHUT_RDWR)


def drip(source: socket.socket, goal: socket.socket) -> None:
    while content := source.recv(4096):
        for byte in content:
            goal.sendall(bytes([byte]))
            time.sleep(0.05)


def fall_silent(source: socket.socket, goal: socket.socket) -> None:
    while source.recv(4096):
        pass


def break_off(source: socket.socket, goal: socket.socket) -> None:
    goal.sendall(source.recv(4096)[:20])
    goal.shutdown(socket.SHUT_RDWR)


def talk_nonsense(source: socket.socket, goal: socket.socket) -> None:
    goal.sendall(b"\xde\xad\xbe\xef" * 64)
    goal.shutdown(socket.SHUT_RDWR)
