"""The agent's own phone: the browser opens a link that dials, and the agent says what came of it. Works beside any switch."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from telephony.drivers.base import Capability, Driver, Health, Leg, Placed

NUMBER = "{n}"  # its place in the link


class Manual(Driver):
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
