"""A driver of the made-up network, for the sample city and for trying things out. It rings nobody.

It remembers what it placed as a switch does: for as long as the process lives. Of a call from before, it cannot say.
"""

from datetime import datetime
from uuid import UUID

from telephony.drivers import json_events, little_network
from telephony.drivers.base import (
    CallEvent,
    CallState,
    Capability,
    Driver,
    Health,
    Leg,
    NotPlaced,
    Outcome,
    Placed,
)
from telephony.drivers.little_network import Act, Dialled, Network


class Simulated(Driver):
    """Everything that a switch can do. is_listening: whether the network can be reached now."""

    name = "simulated"
    capabilities = ~Capability(0)

    def __init__(self, *, network: Network) -> None:
        self.network = network
        self.is_listening = True
        self.calls: dict[str, Dialled] = {}  # by what the network calls them

    def health(self) -> Health:
        return Health(self.is_listening, "" if self.is_listening else "the network is switched off")

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
        if not self.is_listening:
            raise NotPlaced(self.health().reason)
        call = Dialled(attempt, then.number, ring_seconds, at)
        self.calls.setdefault(call.provider_ref, call)
        return Placed(call.provider_ref, is_certain=True)

    def lookup(self, attempt: UUID, provider_ref: str, *, at: datetime) -> CallState | None:
        call = self.calls.get(str(attempt))
        if call is None:
            return CallState(has_ended=False, outcome=Outcome.UNKNOWN)
        end = self.network.events_of(call)[-1]
        if end.at > at:
            return CallState(has_ended=False)
        return CallState(has_ended=True, outcome=end.outcome)

    def events_between(self, start: datetime, end: datetime) -> list[CallEvent]:
        """Answer what happened to the placed calls from the one moment until before the other."""
        events = [event for call in self.calls.values() for event in self.network.events_of(call)]
        return sorted(
            (event for event in events if start <= event.at < end), key=lambda event: event.at
        )

    def hangup(self, provider_ref: str, *, at: datetime) -> None:
        self._do(provider_ref, Act.HANG_UP, at)

    def hold(self, provider_ref: str, *, at: datetime) -> None:
        self._do(provider_ref, Act.HOLD, at)

    def resume(self, provider_ref: str, *, at: datetime) -> None:
        self._do(provider_ref, Act.RESUME, at)

    def consult(self, provider_ref: str, target: Leg, *, at: datetime) -> None:
        self._do(provider_ref, Act.CONSULT, at, target.number)

    def complete_transfer(self, provider_ref: str, *, at: datetime) -> None:
        self._do(provider_ref, Act.COMPLETE, at)

    def cancel_consult(self, provider_ref: str, *, at: datetime) -> None:
        self._do(provider_ref, Act.CANCEL, at)

    def transfer(self, provider_ref: str, target: Leg, *, at: datetime) -> None:
        self._do(provider_ref, Act.TRANSFER, at, target.number)

    def parse(self, body: bytes, *, at: datetime) -> list[CallEvent]:
        return json_events.read(body)

    def _do(self, provider_ref: str, act: Act, at: datetime, number: str = "") -> None:
        """Note what the agent did; of a call that the network does not know, nothing comes."""
        call = self.calls.get(provider_ref)
        if call:
            self.calls[provider_ref] = little_network.do(call, act, at=at, number=number)
