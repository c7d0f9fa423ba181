"""BankID on the phone, by the back channel: we ask the partner to let the person identify themselves, and fetch the outcome.

Never by a redirect in the agent's browser: that would identify the agent.
"""

import secrets
import time
from enum import StrEnum
from typing import Protocol

from django.conf import settings

from contactcenter.personal_numbers import PersonalNumber


class Unavailable(Exception):
    """The partner did not answer, or not with what was agreed."""


class Result(StrEnum):
    """How far the person has come in their own app."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    FAILED = "failed"  # declined, timed out, or somebody else


class Partner(Protocol):
    """A city's own partner for e-identification; each call answers within a few seconds or raises Unavailable."""

    def begin(self, number: PersonalNumber) -> str:
        """Ask the person to identify themselves; answer a reference of at most 100 characters, without the number."""
        ...

    def result(self, reference: str) -> Result: ...


class SimulatedPartner:
    """The sample city's partner: everybody confirms after a moment, except one, who never does.

    It remembers nothing: when it began, and how it will end, stand in the reference.
    """

    DECLINES = "189001029819"  # an official test identity
    SECONDS = 3

    def begin(self, number: PersonalNumber) -> str:
        ends_as = Result.FAILED if number.digits == self.DECLINES else Result.CONFIRMED
        return f"{ends_as}.{int(time.time())}.{secrets.token_hex(8)}"

    def result(self, reference: str) -> Result:
        ends_as, began, _rest = reference.split(".")
        return Result(ends_as) if time.time() >= int(began) + self.SECONDS else Result.WAITING


def is_offered() -> bool:
    """Say whether there is a partner. The simulated one would let anybody through, so it serves the sample city only."""
    return bool(settings.SAMPLE_CITY)


def partner() -> Partner:
    """Answer whom to ask."""
    if not is_offered():
        raise Unavailable
    return SimulatedPartner()
