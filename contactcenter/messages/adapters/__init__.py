"""What a way of sending is: it takes one letter, once, and says how that went. It never tries again, and knows no database."""

from dataclasses import dataclass, field
from typing import ClassVar, Protocol


@dataclass(frozen=True)
class Letter:
    """What goes out. An SMS has no subject."""

    to: str = field(repr=False)  # E.164, or an e-mail address
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sent:
    """The provider has taken it. `ref`: what the provider calls it, if anything."""

    ref: str = ""


class Refused(Exception):
    """It certainly did not go out.

    is_passing: it may go out later: the provider could not be reached, or asked us to wait.
    """

    def __init__(self, why: str, *, is_passing: bool = False) -> None:
        super().__init__(why)
        self.is_passing = is_passing


class Uncertain(Exception):
    """It may have gone out. Nobody but a person may send it again."""


class Adapter(Protocol):
    name: ClassVar[str]

    def send(self, letter: Letter, *, key: str, report_url: str) -> Sent:
        """Hand the letter over, once.

        key: what the message is about, the same at every try. report_url: where the provider may tell how it went.
        """
