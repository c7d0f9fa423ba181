"""The door to a city's case register: it answers about one person, and nothing can be changed through it.

Two adapters keep to the one Protocol: a read-only view in PostgreSQL, and HTTPS POST. docs/case_register.md is the contract
for the city's own IT department. What an answer holds beyond this never leaves the adapter.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from contactcenter.personal_numbers import PersonalNumber

ANSWER_SECONDS = 3.0  # the longest that anybody waits for a register, connecting included


class RegisterUnavailable(Exception):
    """The register did not answer within its time, or not with what was agreed."""


@dataclass(frozen=True)
class Decision:
    """A decision in the person's own matter, in the register's words."""

    text: str
    on: date


@dataclass(frozen=True)
class RegisteredCase:
    """One case: where it is handled, by whom, and what may be told about it if the agreement says so."""

    district: str  # slug
    service: str  # code
    handler: str
    unit: str  # slug of the handler's unit, to tell when it is reachable
    decisions: tuple[Decision, ...] = ()
    payout_date: date | None = None


@dataclass(frozen=True)
class RegisterAnswer:
    """What the register says about one person. `is_protected`: nothing else may be used."""

    cases: tuple[RegisteredCase, ...] = ()
    is_protected: bool = False
    has_surname: bool = False  # the one that was asked about; the name itself never comes here


class CaseRegister(Protocol):
    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        """Answer about one person within three seconds, or raise RegisterUnavailable.

        surname: of whoever asks; only whether it is the same comes back.
        """
        ...
