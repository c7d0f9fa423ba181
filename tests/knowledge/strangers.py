"""Another site, on this machine: a server that speaks HTTPS with a certificate of its own."""

import datetime
import ipaddress
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HERE = "127.0.0.1"


class Stranger(NamedTuple):
    """A running server. `asked`: the paths that it was asked for, each with the Host that was named."""

    port: int
    trusted: ssl.SSLContext
    asked: list[tuple[str, str]]

    def url(self, path: str, host: str = "localhost", scheme: str = "https") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


class Answers(BaseHTTPRequestHandler):
    """/200 answers 200, /to/… leads on to what follows, /slow waits, /drips sends headers one by one, /off hangs up."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))  # type: ignore[attr-defined]
        _empty, what, *more = self.path.split("/", 2)
        if what == "slow":
            time.sleep(2)
        if what == "drips":
            self.drip()
        elif what == "to":
            self.answer(302, Location=more[0])
        elif what != "off":
            self.answer(int(what) if what.isdigit() else 200)

    def answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(40):
            time.sleep(0.05)
            self.wfile.write(f"X-{number}: x\r\n".encode())

    def log_message(self, *args: object) -> None:
        """Nothing is written."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: list[tuple[str, str]]

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked may be gone."""


@contextmanager
def stranger(folder: Path, *, names: list[str]) -> Iterator[Stranger]:
    certificate, trusted = certificates(folder, names)
    server = Server((HERE, 0), Answers)
    server.asked = []
    server.socket = certificate.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Stranger(server.server_port, trusted, server.asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def certificates(folder: Path, names: list[str]) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for the names; answer what the server shows, and what somebody who trusts it has."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
    begins = datetime.datetime.fromtimestamp(time.time() - 60, datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address(HERE))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([*(x509.DNSName(each) for each in names), address]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "server.pem").write_bytes(private + pem)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(folder / "server.pem")
    return shown, ssl.create_default_context(cadata=pem.decode())
