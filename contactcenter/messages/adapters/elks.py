"""SMS through 46elks: https://46elks.se/docs/send-sms. It knows no key against sending twice, so an answer that is lost is
never asked for again.
"""

import json
import ssl
import time
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar
from urllib.parse import urlsplit

import httpx

from contactcenter.messages.adapters import Letter, Refused, Sent, Uncertain

CONNECT_SECONDS = 3
LONGEST_SECONDS = 20  # in all, however slowly an answer drips in
MOST_BYTES = 64 * 1024
LONGEST_REF = 100
LOOPBACK = {"127.0.0.1", "localhost"}
# Of those that say no, the ones that may say yes later: our account has to be put right, or they ask us to wait.
PASSING = {
    httpx.codes.UNAUTHORIZED,
    httpx.codes.PAYMENT_REQUIRED,
    httpx.codes.FORBIDDEN,
    httpx.codes.TOO_MANY_REQUESTS,
}


class NotAllowed(Exception):
    """The provider's address would send what we write in the clear."""


@dataclass(frozen=True)
class Elks:
    """`url` is 46elks' own, or that of a city's proxy in front of it, ending in a slash."""

    name: ClassVar[str] = "46elks"

    url: str
    username: str
    password: str = field(repr=False)
    sender: str  # a number, or at most eleven letters
    read_seconds: float = 10

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        if address.scheme != "https" and address.hostname not in LOOPBACK:
            raise NotAllowed("ELKS_URL must begin with https://")

    def send(self, letter: Letter, *, key: str, report_url: str) -> Sent:
        """Ask once. Only what cannot have been taken counts as refused: no connection, or an answer that says no."""
        form = {
            "from": self.sender,
            "to": letter.to,
            "message": letter.text,
            "whendelivered": report_url,
            "dontlog": "message",
        }
        # Faults are not chained: a request holds the number and the text.
        try:
            status, content = self._post(form)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Refused(type(error).__name__, is_passing=True) from None
        except (httpx.HTTPError, OSError, ValueError) as error:
            raise Uncertain(type(error).__name__) from None
        if httpx.codes.is_client_error(status):
            raise Refused(f"The provider answered {status}.", is_passing=status in PASSING)
        if status != httpx.codes.OK:
            raise Uncertain(f"The provider answered {status}.")
        return Sent(reference_in(content))

    def _post(self, form: dict[str, str]) -> tuple[int, bytes]:
        until = time.monotonic() + LONGEST_SECONDS
        with (
            httpx.Client(
                verify=_trusted(),
                timeout=httpx.Timeout(self.read_seconds, connect=CONNECT_SECONDS),
                trust_env=False,
                auth=(self.username, self.password),
            ) as client,
            client.stream("POST", f"{self.url}sms", data=form) as response,
        ):
            content = b""
            for chunk in response.iter_raw():
                content += chunk
                if len(content) > MOST_BYTES or time.monotonic() > until:
                    break
            return response.status_code, content


def reference_in(content: bytes) -> str:
    """Read what the provider calls the message. An answer that is not theirs says nothing about whether it went out."""
    try:
        ref = json.loads(content)["id"]
    except (ValueError, KeyError, TypeError):
        raise Uncertain("The provider's answer cannot be read.") from None
    if not isinstance(ref, str) or not 0 < len(ref) <= LONGEST_REF:
        raise Uncertain("The provider's answer names no message.")
    return ref


@cache
def _trusted() -> ssl.SSLContext:
    """Trust whom this machine trusts: a city's own authority is installed there, or named by SSL_CERT_FILE."""
    return ssl.create_default_context()
