"""A way of sending that does what a test says, and remembers what it was given."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty

import pytest

from contactcenter import celery_app
from contactcenter.messages.adapters import Letter, Sent


@dataclass
class Pigeon:
    """Carries letters. `then` is done with each after it has been taken."""

    name: str = "pigeon"
    carried: list[Letter] = field(default_factory=list)
    report_urls: list[str] = field(default_factory=list)
    then: Callable[[], None] = lambda: None

    def send(self, letter: Letter, *, key: str, report_url: str) -> Sent:
        self.carried.append(letter)
        self.report_urls.append(report_url)
        self.then()
        return Sent(f"p{len(self.carried)}")


@pytest.fixture
def pigeon() -> Pigeon:
    return Pigeon()


@pytest.fixture
def rung() -> Iterator[Callable[[], list[int]]]:
    """Which messages the broker has been rung for since the test began."""
    celery_app.control.purge()

    def taken() -> list[int]:
        found = []
        with celery_app.connection_for_read() as broker:
            queue = broker.SimpleQueue(celery_app.conf.task_default_queue)
            with suppress(Empty):
                while message := queue.get_nowait():
                    message.ack()
                    arguments, keywords, _more = message.payload
                    assert (message.headers["task"], keywords) == ("outbox.send", {})
                    found += arguments
            queue.close()
        return found

    yield taken
    celery_app.control.purge()
