"""A mail server, as much of RFC 5321 as a sender needs, that fails as a test asks it to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Behaviour:
    """What the server answers to a command, where that is not its usual answer; "" cuts the line."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)


USUAL = {
    "EHLO": "250 here",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class Handler(socketserver.StreamRequestHandler):
    behaviour: Behaviour

    def handle(self) -> None:
        self.say(self.answer_to("HELLO", "220 here"))
        while line := self.rfile.readline():
            command = line.split(maxsplit=1)[0].decode().upper()
            answer = self.answer_to(command, USUAL[command])
            if not answer:
                return
            self.say(answer)
            if command == "DATA" and answer.startswith("354") and not self.take():
                return

    def take(self) -> bool:
        """Take the mail; answer whether the line is still there."""
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            content += line
        self.behaviour.taken.append(message_from_bytes(content, policy=policy.default))
        answer = self.answer_to(".", USUAL["."])
        if answer:
            self.say(answer)
        return bool(answer)

    def answer_to(self, command: str, usual: str) -> str:
        return self.behaviour.answers.get(command, usual)

    def say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def running(behaviour: Behaviour) -> Iterator[int]:
    """Listen; answers with the port."""
    handler = type("Configured", (Handler,), {"behaviour": behaviour})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
