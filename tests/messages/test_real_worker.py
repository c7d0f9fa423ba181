"""A worker of its own process, a broker that forgets, a kill at the worst moment."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.db import connection, transaction
from django.utils import timezone

from contactcenter import celery_app
from contactcenter.messages import outbox, relay, schedule, tasks
from contactcenter.messages.models import Message
from tests.messages import elks_server
from tests.messages.elks_server import Behaviour
from tests.patience import until

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = (
    "-m celery --quiet --app contactcenter worker --pool solo --without-mingle --without-gossip"
)
CANARIES = ["+46701740605", "46701740605", "701740605", "918273", "City of Stockholm"]
MINUTE = timedelta(minutes=1)
State = Message.State


@dataclass
class Worker:
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def behaviour() -> Behaviour:
    return Behaviour()


@pytest.fixture
def provider(behaviour) -> Iterator[str]:
    with elks_server.running(behaviour) as url:
        yield url


@contextmanager
def worker(provider: str, log: Path) -> Iterator[Worker]:
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    env = os.environ | {
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "BROKER_URL": celery_app.conf.broker_url,
        "SMS_ADAPTER": "46elks",
        "SMS_FROM": "Stockholm",
        "ELKS_URL": provider,
        "ELKS_USERNAME": elks_server.USERNAME,
        "ELKS_PASSWORD": elks_server.PASSWORD,
    }
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, *WORKER.split()], env=env, stdout=written, stderr=written
        )
    try:
        yield Worker(process, log)
    finally:
        process.kill()
        process.wait()


def write_code(key: str = "callback-code:17") -> Message:
    with transaction.atomic():
        return outbox.write(
            "callback-code",
            key=key,
            channel="sms",
            to="+46701740605",
            language="en",
            values={"code": "918273"},
            at=timezone.now(),
        )


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return str(message.state)


def all_that_the_broker_holds() -> str:
    socket = celery_app.conf.broker_url.replace("redis+socket://", "unix://")
    broker = redis.Redis.from_url(socket.replace("virtual_host=", "db="))
    held = {key: broker.type(key) for key in broker.scan_iter()}
    lists = [broker.lrange(key, 0, -1) for key, kind in held.items() if kind == b"list"]
    hashes = [broker.hgetall(key) for key, kind in held.items() if kind == b"hash"]
    broker.close()
    return str([*held, lists, hashes])


def test_a_bell_that_is_lost_is_rung_again_and_nothing_tells_whom_it_was_for(
    rung, provider, behaviour, tmp_path, client
):
    message = write_code()
    in_the_broker = all_that_the_broker_holds()
    assert rung() == [message.pk]  # taken out of the broker: nobody will ever hear it

    Message.objects.update(rung_at=timezone.now() - 2 * MINUTE)
    with worker(provider, tmp_path / "log") as sender:
        schedule.relay_messages()
        until(lambda: state_of(message) == State.SENT)

    assert [form["message"] for form in behaviour.taken] == [
        "City of Stockholm: your code is 918273."
    ]
    told = in_the_broker + sender.log.read_text() + client.get("/metrics").content.decode()
    assert "outbox.send" in told
    assert [canary for canary in CANARIES if canary in told] == []


@pytest.mark.parametrize("fault", ["hangs", "listens to nobody"])
def test_killed_while_it_sends_the_message_is_shown_and_never_sent_twice(
    rung, provider, behaviour, tmp_path, fault
):
    behaviour.does = "hangs"
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the line, and nothing on it
        nobody = f"http://127.0.0.1:{deaf.getsockname()[1]}/a1/"
        with worker(provider if fault == "hangs" else nobody, tmp_path / "log") as sender:
            message = write_code()
            until(lambda: state_of(message) == State.SENDING)
            if fault == "hangs":
                until(lambda: bool(behaviour.taken))
            sender.kill()
    taken = len(behaviour.taken)

    relay.find_unknown(at=message.sent_at + MINUTE)
    behaviour.does = "answers"
    with worker(provider, tmp_path / "log"):
        for _ in range(5):
            tasks.send.delay(message.pk)
        until(lambda: state_of(write_code("callback-code:18")) == State.SENT)

    assert state_of(message) == State.UNKNOWN
    assert list(Message.objects.unsettled()) == [message]
    assert len(behaviour.taken) == taken + 1  # the one that was rung for last
