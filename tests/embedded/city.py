"""The real supervisor in a scratch folder, as a newcomer's terminal and browser see it."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg

from contactcenter.embedded import postgres
from contactcenter.embedded.folders import Folders
from tests import patience
from tests.patience import until
from tests.ports import free_port


class City:
    """One sample city: its folder, its port, and the supervisor that runs it at present."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.supervisor = None
        self.said = ""

    def command(self, *, var: Path | None = None) -> list[str]:
        options = ["--var", str(var or self.var), "--port", str(self.port)]
        return [sys.executable, "-m", "contactcenter.embedded", "city", *options]

    def start(self) -> None:
        """Come back when it says that it is open."""
        self.said = ""
        self.supervisor = subprocess.Popen(
            self.command(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for line in self.supervisor.stdout:
            self.said += line
            if "Ctrl-C" in line:
                return
        raise AssertionError(self.said)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.supervisor.send_signal(number)
        code = self.supervisor.wait(patience.SECONDS)
        self.supervisor.stdout.close()
        return code

    def family(self) -> list[psutil.Process]:
        """Answer with every process below the supervisor."""
        return psutil.Process(self.supervisor.pid).children(recursive=True)

    def pid(self, name: str) -> int:
        return int((self.var / "run" / f"{name}.pid").read_text())

    def kill(self, name: str) -> None:
        """Kill a child, and come back when another is in its place."""
        killed = self.pid(name)
        psutil.Process(killed).kill()
        until(lambda: self.pid(name) != killed)

    def answers(self, path: str = "/healthz") -> bool:
        try:
            return httpx.get(self.address + path, timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def keys(self) -> dict[str, str]:
        return json.loads((self.var / "secrets.json").read_text())

    def database(self) -> psycopg.Connection:
        return postgres.connected_as_owner(Folders(self.var), self.keys())

    def forget_case_register(self) -> None:
        """Leave the data as they were before there was a case register."""
        keys = self.keys()
        with psycopg.connect(
            host=str(Folders(self.var).sockets),
            user="postgres",
            password=keys["SUPERUSER_PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as server:
            server.execute("DROP DATABASE case_register WITH (FORCE)")
            server.execute("DROP ROLE case_register_reader")
        del keys["CASE_REGISTER_PASSWORD"]
        (self.var / "secrets.json").write_text(json.dumps(keys))

    def case_register(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(Folders(self.var).sockets),
            user="case_register_reader",
            password=self.keys()["CASE_REGISTER_PASSWORD"],
            dbname="case_register",
        )


class Person:
    """Somebody at a browser without JavaScript: opens pages, fills in their forms."""

    def __init__(self, browser: httpx.Client) -> None:
        self.browser = browser

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Fill in the form on a page and send it, with the token that stands in it."""
        page = self.browser.get(path).raise_for_status().text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        origin = {"Origin": str(self.browser.base_url).rstrip("/")}
        return self.browser.post(path, data=fields | {"csrfmiddlewaretoken": token}, headers=origin)


@contextmanager
def signed_in(city: City, email: str) -> Iterator[Person]:
    with httpx.Client(base_url=city.address, timeout=patience.SECONDS) as browser:
        person = Person(browser)
        answer = person.post("/accounts/login/", login=email, password="sample-city")
        assert answer.status_code == 302, answer.text
        yield person
