"""For each way of sending: what stands at its other end, and how that is made to fail. test_adapters.py runs all of them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings

from contactcenter.messages.adapters import Adapter, Letter
from contactcenter.messages.adapters.console import Console
from contactcenter.messages.adapters.elks import Elks
from contactcenter.messages.adapters.smtp import Mail
from tests.messages import elks_server, mail_server

NUMBER = "+46701740605"
ADDRESS = "lead@example.org"


class Rig(ABC):
    """One way of sending. A fault is a name for how the other end fails, and what that has to lead to."""

    letter: Letter
    refused: tuple[str, ...] = ()  # it will never go
    refused_for_now: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    @contextmanager
    def ready(self, fault: str = "") -> Iterator[Adapter]:
        """Offer the adapter, with the other end in place, which fails in the way named."""

    @abstractmethod
    def arrived(self) -> list[str]:
        """What came to the other end, in the order it came; with text, and to whom."""


class ConsoleRig(Rig):
    letter = Letter(to=NUMBER, text="Din kod är 123456.")
    refused = ("is a folder",)

    @contextmanager
    def ready(self, fault: str = "") -> Iterator[Adapter]:
        self.file = self.folder if fault else self.folder / "log" / "messages.txt"
        yield Console(self.file)

    def arrived(self) -> list[str]:
        return self.file.read_text().splitlines() if self.file.is_file() else []


class ElksRig(Rig):
    letter = Letter(to=NUMBER, text="Din kod är 123456. ቁጽሪ")
    refused = ("refuses", "gets no number")
    refused_for_now = ("is_out_of_credits", "does not know us", "is away")
    uncertain = (
        *("fails_inside", "sends_elsewhere", "talks_nonsense", "names_nothing", "says_too_much"),
        *("hangs", "cuts_the_line", "cuts_the_answer"),
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.behaviour = elks_server.Behaviour()

    @contextmanager
    def ready(self, fault: str = "") -> Iterator[Adapter]:
        if hasattr(elks_server.Handler, fault) or fault in {"refuses", "is_out_of_credits"}:
            self.behaviour.does = fault
        if fault == "gets no number":
            self.letter = Letter(to="", text="Din kod är 123456.")
        with elks_server.running(self.behaviour) as url:
            yield Elks(
                url="http://127.0.0.1:1/a1/" if fault == "is away" else url,
                username=elks_server.USERNAME,
                password="old" if fault == "does not know us" else elks_server.PASSWORD,
                sender="Stockholm",
                read_seconds=0.3,
            )

    def arrived(self) -> list[str]:
        return [f"{form['to']} {form['message']}" for form in self.behaviour.taken]


class MailRig(Rig):
    letter = Letter(to=ADDRESS, text="Tre återuppringningar är sena.\n", subject="Sena i kön Nära")
    refused = ("RCPT 550 no such person", "MAIL 501 bad sender", ". 554 not taken")
    refused_for_now = ("RCPT 450 later", ". 451 later", "HELLO 421 busy", "is away")
    uncertain = (". ", "DATA ")  # the line is cut

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.behaviour = mail_server.Behaviour()

    @contextmanager
    def ready(self, fault: str = "") -> Iterator[Adapter]:
        if fault and fault != "is away":
            command, _, answer = fault.partition(" ")
            self.behaviour.answers = {command: answer}
        with (
            mail_server.running(self.behaviour) as port,
            override_settings(
                EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
                EMAIL_HOST="127.0.0.1",
                EMAIL_PORT=1 if fault == "is away" else port,
            ),
        ):
            yield Mail(longest_seconds=1)

    def arrived(self) -> list[str]:
        mails = self.behaviour.taken if "." not in self.behaviour.answers else []
        return [f"{mail['To']} {mail['Subject']} {mail.get_content()}" for mail in mails]


RIGS: list[type[Rig]] = [ConsoleRig, ElksRig, MailRig]


def faults(kind: Callable[[type[Rig]], tuple[str, ...]]) -> list[tuple[type[Rig], str]]:
    return [(rig, fault) for rig in RIGS for fault in kind(rig)]
