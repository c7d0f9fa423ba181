"""Both doors to the same register, each as the desk opens it: behind its guard."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from django.db import connections

from cases.case_register import CaseRegister, connect, guard
from tests.cases.case_register.line import Happening, Line
from tests.cases.case_register.server import TOKEN, RegisterServer


@pytest.fixture(autouse=True)
def free_places() -> Iterator[None]:
    """Nobody waits for a question of an earlier test."""
    guard.places.cache_clear()
    yield
    guard.places.cache_clear()


@pytest.fixture
def http_server() -> Iterator[RegisterServer]:
    with RegisterServer() as server:
        yield server


@dataclass(frozen=True)
class Door:
    """One way to the register, and the same over a line to which something happens."""

    register: Callable[[], CaseRegister]
    over: Callable[[Happening], AbstractContextManager[None]]
    to_nobody: Callable[[], None]


@pytest.fixture
def postgresql_door(db, monkeypatch) -> Door:
    entry = connections.settings["case_register"]

    def lead_to(port: int) -> None:
        monkeypatch.setitem(entry, "HOST", "127.0.0.1")
        monkeypatch.setitem(entry, "PORT", port)

    @contextmanager
    def over(happening: Happening) -> Iterator[None]:
        with Line(entry["HOST"], entry["PORT"], happening) as line:
            lead_to(line.port)
            yield

    return Door(lambda: connect.register(is_training=False), over, lambda: lead_to(1))


@pytest.fixture
def http_door(db, settings, http_server) -> Door:
    settings.CASE_REGISTER_TOKEN = TOKEN

    def lead_to(port: int) -> None:
        settings.CASE_REGISTER_URL = f"http://127.0.0.1:{port}/question"

    @contextmanager
    def over(happening: Happening) -> Iterator[None]:
        with Line("127.0.0.1", http_server.server_port, happening) as line:
            lead_to(line.port)
            yield

    lead_to(http_server.server_port)
    return Door(lambda: connect.register(is_training=False), over, lambda: lead_to(1))


@pytest.fixture(params=["postgresql", "http"])
def door(request) -> Door:
    return request.getfixturevalue(f"{request.param}_door")
