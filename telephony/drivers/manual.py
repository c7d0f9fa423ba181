"""The agent's own phone: the browser opens a link that dials, and the agent says what came of it. Works beside any switch."""

from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from telephony.drivers.base import (
    CallEvent,
    CallState,
    Capability,
    Health,
    Leg,
    Placed,
    Unsupported,
)

NUMBER = "{n}"  # its place in the link


class Manual:
    """Dials nothing itself, and so is always well and always certain."""

    name = "manual"
    capabilities = Capability(0)

    def __init__(self, *, dial_link: str) -> None:
        if NUMBER not in dial_link:
            raise ImproperlyConfigured(
                "DIAL_LINK has no {n} where the number goes. Set it to tel:{n}, for example."
            )
        self.dial_link = dial_link

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
        return Placed(provider_ref="", is_certain=True)

    def dial_uri(self, number: str) -> str:
        """Answer the link for a number in E.164: "tel:+4684650040" (RFC 3966, global), or as DIAL_LINK has it."""
        return self.dial_link.replace(NUMBER, number)

    def lookup(self, attempt: UUID, provider_ref: str, *, at: datetime) -> CallState | None:
        self._refuse()

    def hangup(self, provider_ref: str, *, at: datetime) -> None:
        self._refuse()

    def hold(self, provider_ref: str, *, at: datetime) -> None:
        self._refuse()

    def resume(self, provider_ref: str, *, at: datetime) -> None:
        self._refuse()

    def consult(self, provider_ref: str, target: Leg, *, at: datetime) -> None:
        self._refuse()

    def complete_transfer(self, provider_ref: str, *, at: datetime) -> None:
        self._refuse()

    def cancel_consult(self, provider_ref: str, *, at: datetime) -> None:
        self._refuse()

    def transfer(self, provider_ref: str, target: Leg, *, at: datetime) -> None:
        self._refuse()

    def parse(self, body: bytes, *, at: datetime) -> list[CallEvent]:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise Unsupported("The agent's own phone does that, not we.")
