"""The case register as an address that answers to HTTPS POST. The number stands in the body, never in an address."""

import asyncio
import ssl
from dataclasses import dataclass, field
from functools import cache

import httpx

from cases.case_register import ANSWER_SECONDS, RegisterAnswer, RegisterUnavailable, answers
from contactcenter.personal_numbers import PersonalNumber


@dataclass(frozen=True)
class HTTPRegister:
    """Asks once: never again by itself, and never somewhere else, wherever an answer points."""

    url: str
    token: str = field(default="", repr=False)

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        question = {"personal_number": number.digits, "surname": surname}
        try:
            return answers.read(asyncio.run(self._post(question)))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            # Not chained: a request holds the number and the token. The name of the fault does not.
            fault = type(error).__name__
            raise RegisterUnavailable(f"The register's address did not answer: {fault}.") from None

    async def _post(self, question: dict[str, str]) -> bytes:
        """Cancelled when the time is over, be it while connecting or while the answer drips in byte by byte."""
        async with (
            asyncio.timeout(ANSWER_SECONDS),
            httpx.AsyncClient(verify=_trusted(), timeout=ANSWER_SECONDS, trust_env=False) as client,
            client.stream("POST", self.url, json=question, headers=self._headers()) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise RegisterUnavailable(f"The register answered {response.status_code}.")
            content = b""
            async for chunk in response.aiter_raw():  # compressed: never opened, and so no JSON
                content += chunk
                if len(content) > answers.MOST_BYTES:
                    raise RegisterUnavailable("The register's answer is too large.")
            return content

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


@cache
def _trusted() -> ssl.SSLContext:
    """Trust whom this machine trusts: a city's own authority is installed there, or named by SSL_CERT_FILE."""
    return ssl.create_default_context()
