"""A server that answers as 46elks' documentation says (https://46elks.se/docs/send-sms), and fails as a test asks it to."""

import base64
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

USERNAME, PASSWORD = "u46", "secret"
REQUIRED = ("from", "to", "message")
LONGEST_SENDER = 11


@dataclass
class Behaviour:
    """What the server does with the next request: `answers`, or one of its faults."""

    does: str = "answers"
    taken: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    behaviour: Behaviour

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(content).items()}
        if fault := self.fault_of(form):
            self.answer(*fault)
        else:
            self.behaviour.taken.append(form)
            getattr(self, self.behaviour.does)(form)

    def fault_of(self, form: dict[str, str]) -> tuple[int, str] | None:
        """What the request lacks, or what the account does."""
        if self.headers["Authorization"] != basic(USERNAME, PASSWORD):
            return 401, "API access requires Basic HTTP authentication"
        if self.path != "/a1/sms":
            return 404, "Not found"
        if missing := [name for name in REQUIRED if not form.get(name)]:
            return 400, f"Missing key {missing[0]}"
        if not form["to"].startswith("+") or self.behaviour.does == "refuses":
            return 400, "Invalid to number"
        if not form["from"].startswith("+") and len(form["from"]) > LONGEST_SENDER:
            return 400, "Invalid from"
        if self.behaviour.does == "is_out_of_credits":
            return 403, "Not enough credits"
        return None

    def answers(self, form: dict[str, str]) -> None:
        told = {name: form[name] for name in REQUIRED} | {
            "id": f"s{len(self.behaviour.taken):032x}",
            "status": "created",
            "direction": "outgoing",
            "parts": 1,
            "cost": 5000,
        }
        self.answer(200, json.dumps(told))

    def fails_inside(self, form: dict[str, str]) -> None:
        self.answer(500, "Internal server error")

    def sends_elsewhere(self, form: dict[str, str]) -> None:
        self.send_response(302)
        self.send_header("Location", "/a1/sms/again")
        self.end_headers()

    def talks_nonsense(self, form: dict[str, str]) -> None:
        self.answer(200, "<html>Welcome to the proxy</html>")

    def names_nothing(self, form: dict[str, str]) -> None:
        self.answer(200, '{"id": null}')

    def says_too_much(self, form: dict[str, str]) -> None:
        self.answer(200, '{"id": "' + "x" * 200_000 + '"}')

    def hangs(self, form: dict[str, str]) -> None:
        time.sleep(1)

    def cuts_the_line(self, form: dict[str, str]) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def cuts_the_answer(self, form: dict[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "500")
        self.end_headers()
        self.wfile.write(b'{"id": "s')
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


@contextmanager
def running(behaviour: Behaviour) -> Iterator[str]:
    """Listen on a free port; answers with the address of the API."""
    handler = type("Configured", (Handler,), {"behaviour": behaviour})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/a1/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
