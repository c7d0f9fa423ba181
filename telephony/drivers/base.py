"""What a driver is: it places calls and reads what the switch says. It knows no database, and no hidden clock."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, StrEnum, auto
from typing import Literal, Protocol
from uuid import UUID


class Outcome(StrEnum):
    """How a call ended, as far as a switch can know. Whether somebody was reached, the agent says."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    INVALID_NUMBER = "invalid_number"
    NETWORK_FAILURE = "network_failure"
    CANCELLED = "cancelled"
    LOST = "lost"
    UNKNOWN = "unknown"


class Capability(Flag):
    ORIGINATE = auto()  # rings by itself; without it the agent dials
    HANGUP = auto()
    HOLD = auto()
    CONSULT = auto()
    WARM_TRANSFER = auto()
    BLIND_TRANSFER = auto()
    LOOKUP = auto()
    EVENTS = auto()
    IDEMPOTENT = auto()  # placing twice with one attempt rings once


class Unsupported(Exception):
    """The driver cannot do this, and does not claim to: a page does not show the button."""


class NotPlaced(Exception):
    """Nothing rang, for certain: the switch was not there, or it said no. The message says why, in words for the log."""


@dataclass(frozen=True)
class Health:
    """Whether a call can be placed now; if not, why, in words for the log."""

    is_well: bool
    reason: str = ""


@dataclass(frozen=True)
class Leg:
    """One end of a call. number: E.164, or what the switch calls an agent's phone."""

    role: Literal["agent", "citizen", "duty"]
    number: str


@dataclass(frozen=True)
class Placed:
    """What came of asking. Not certain: it may ring or not, and nobody may dial again by themselves."""

    provider_ref: str
    is_certain: bool


@dataclass(frozen=True)
class CallState:
    """What the switch says of a call when it is asked."""

    has_ended: bool
    outcome: Outcome | None = None


class EventKind(StrEnum):
    OFFERED = "offered"
    QUEUED = "queued"
    RINGING = "ringing"
    ANSWERED = "answered"
    BRIDGED = "bridged"
    HELD = "held"
    RESUMED = "resumed"
    CONSULT_STARTED = "consult_started"
    CONSULT_ENDED = "consult_ended"
    TRANSFERRED = "transferred"
    DIGITS = "digits"
    CALLBACK_WANTED = "callback_wanted"  # rather than wait
    ENDED = "ended"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class CallEvent:
    """One thing that happened to a call. event_id is the provider's own, or follows from what it said."""

    event_id: str
    provider_ref: str
    kind: EventKind
    at: datetime
    direction: Literal["in", "out"] = "in"
    attempt: UUID | None = None
    role: str = ""
    outcome: Outcome | None = None
    number: str = ""  # E.164, of whoever rings us; of a call of ours we know it
    queue: str = ""  # a queue's slug
    agent: str = ""  # an agent's e-mail
    language: str = ""
    callback: str = ""  # ours, of a caller who wanted one: no switch says it


class Driver(Protocol):
    """Every act that a driver does not claim raises Unsupported: a class that is made from this one inherits that."""

    name: str
    capabilities: Capability

    @abstractmethod
    def health(self) -> Health:
        """Answer at once, and never raise: an agent's page waits for it before each call."""
        ...

    @abstractmethod
    def place(
        self,
        attempt: UUID,
        first: Leg,
        then: Leg,
        *,
        caller_id: str,
        ring_seconds: int,
        at: datetime,
    ) -> Placed:
        """Ring `first`, then `then`, and connect them. Once per attempt, however often it is asked, if IDEMPOTENT.

        Raises NotPlaced when nothing rang for certain. Without ORIGINATE it rings nobody: the agent dials `dial_uri`.
        """
        ...

    def lookup(self, attempt: UUID, provider_ref: str, *, at: datetime) -> CallState | None:
        """Say what became of the call; None: it was never placed. UNKNOWN, not ended: the switch cannot say."""
        raise Unsupported

    def hangup(self, provider_ref: str, *, at: datetime) -> None:
        raise Unsupported

    def hold(self, provider_ref: str, *, at: datetime) -> None:
        raise Unsupported

    def resume(self, provider_ref: str, *, at: datetime) -> None:
        raise Unsupported

    def consult(self, provider_ref: str, target: Leg, *, at: datetime) -> None:
        """Put the resident on hold and ring the target, to announce the resident."""
        raise Unsupported

    def complete_transfer(self, provider_ref: str, *, at: datetime) -> None:
        """Connect the resident with the one who was consulted, and leave."""
        raise Unsupported

    def cancel_consult(self, provider_ref: str, *, at: datetime) -> None:
        raise Unsupported

    def transfer(self, provider_ref: str, target: Leg, *, at: datetime) -> None:
        """Connect the resident with the target unannounced, and leave."""
        raise Unsupported

    def dial_uri(self, number: str) -> str:
        """Answer what the agent's browser opens; empty: the switch dials."""
        return ""

    def parse(self, body: bytes, *, at: datetime) -> list[CallEvent]:
        """Read what the provider sent. Raises ValueError with a reason for what cannot be read."""
        raise Unsupported
