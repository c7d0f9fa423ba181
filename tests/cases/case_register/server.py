"""A city's case register that answers to POST as docs/case_register.md says, reads the same view, and can be told to misbehave."""

import gzip
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from psycopg.rows import dict_row

from tests.cases.case_register.reader import connected_as_reader

TOKEN = "a-token-of-the-test-register"
FIFTY_FIELDS = {f"field_{number}": f"secret-{number}" for number in range(50)}

Behaviour = Callable[["Request", dict[str, Any]], None]


class Request(BaseHTTPRequestHandler):
    """One question. What it asks is kept, so that a test can see what was sent and how often."""

    protocol_version = "HTTP/1.1"
    server: "RegisterServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), body))
        with suppress(OSError):  # whoever asked has left
            self.server.behaviour(self, told(json.loads(body)))

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers), b""))
        self.send_error(405)

    def answer(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Be quiet."""


class RegisterServer(ThreadingHTTPServer):
    """`with RegisterServer() as register`: behaves well until `register.behaviour` says otherwise."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *, tls: Any = None) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.behaviour: Behaviour = well
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/question"

    def __enter__(self) -> "RegisterServer":
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Be quiet about clients that leave, or that do not trust us."""


def told(question: dict[str, str]) -> dict[str, Any]:
    """Answer from the view as a city's own programmer might: row by row."""
    with connected_as_reader() as database:
        rows = (
            database.cursor(row_factory=dict_row)
            .execute(
                "SELECT * FROM contact_centre_case WHERE personal_number = %s ORDER BY district, service",
                [question["personal_number"]],
            )
            .fetchall()
        )
    if any(row["is_protected"] for row in rows):
        return {"is_protected": True, "has_surname": False, "cases": []}
    return {
        "is_protected": False,
        "has_surname": any(row["surname"].lower() == question["surname"].lower() for row in rows),
        "cases": [case(row) for row in rows if row["district"]],
    }


def case(row: dict[str, Any]) -> dict[str, Any]:
    date = row["payout_date"]
    return {name: row[name] for name in ["district", "service", "handler", "unit"]} | {
        "decisions": row["decisions"] or [],
        "payout_date": date and date.isoformat(),
    }


def as_json(content: object) -> bytes:
    return json.dumps(content).encode()


# Behaviours


def well(request: Request, content: dict[str, Any]) -> None:
    request.answer(as_json(content))


def with_fifty_more_fields(request: Request, content: dict[str, Any]) -> None:
    cases = [
        case | FIFTY_FIELDS | {"decisions": [one | FIFTY_FIELDS for one in case["decisions"]]}
        for case in content["cases"]
    ]
    request.answer(as_json(content | FIFTY_FIELDS | {"cases": cases}))


def slowly(request: Request, content: dict[str, Any]) -> None:
    time.sleep(3)
    well(request, content)


def byte_by_byte(request: Request, content: dict[str, Any]) -> None:
    """Let the body drip: each byte comes quickly, all of them never."""
    body = as_json(content)
    request.send_response(200)
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    for byte in body:
        request.wfile.write(bytes([byte]))
        request.wfile.flush()
        time.sleep(0.05)


def with_garbage(request: Request, content: dict[str, Any]) -> None:
    request.answer(b"\xff\x00<html>\x80")


def with_half_an_answer(request: Request, content: dict[str, Any]) -> None:
    body = as_json(content)
    request.answer(body[: len(body) // 2])


def breaking_off(request: Request, content: dict[str, Any]) -> None:
    body = as_json(content)
    request.send_response(200)
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    request.wfile.write(body[: len(body) // 2])
    request.close_connection = True


def compressed(request: Request, content: dict[str, Any]) -> None:
    request.answer(gzip.compress(as_json(content)), content_encoding="gzip")


def hugely(request: Request, content: dict[str, Any]) -> None:
    request.answer(as_json(content | {"padding": "x" * 200_000}))


def endlessly(request: Request, content: dict[str, Any]) -> None:
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b" " * 65_536)


def elsewhere(request: Request, content: dict[str, Any]) -> None:
    request.answer(as_json(content), status=307, location="/elsewhere")


def with_status(status: int) -> Behaviour:
    def behaviour(request: Request, content: dict[str, Any]) -> None:
        request.answer(as_json(content), status=status)

    return behaviour
