"""A driver that does as it is told, and remembers whom it rang."""

from datetime import datetime
from uuid import UUID

from telephony.drivers.base import (
    CallState,
    Capability,
    Driver,
    Health,
    Leg,
    NotPlaced,
    Placed,
)


class Scripted(Driver):
    """`trouble` comes of placing: an exception, or an answer that is not certain. `said` answers a look-up."""

    name = "scripted"
    capabilities = Capability.ORIGINATE | Capability.LOOKUP
    REFUSES = NotPlaced("no such switch")

    def __init__(
        self, trouble: BaseException | str | None = None, *, said: CallState | None = None
    ) -> None:
        self.trouble = trouble
        self.said = said
        self.rang: list[UUID] = []
        self.told: tuple[Leg, Leg, str, int] | None = None

    def health(self) -> Health:
        return Health(is_well=True)

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
        self.told = (first, then, caller_id, ring_seconds)
        if self.trouble is not self.REFUSES:
            self.rang.append(attempt)
        if isinstance(self.trouble, BaseException):
            raise self.trouble
        return Placed(f"call-{attempt}", is_certain=self.trouble is None)

    def lookup(self, attempt: UUID, provider_ref: str, *, at: datetime) -> CallState | None:
        return self.said


class Unwell(Scripted):
    """A switch that does not answer."""

    capabilities = Capability(0)

    def health(self) -> Health:
        return Health(is_well=False, reason="the network is down")
