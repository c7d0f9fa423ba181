"""A telephone exchange outside of our database: it writes down every ring, before it answers, where no crash of ours takes it back."""

import os
import time
from datetime import datetime
from pathlib import Path
from uuid import UUID

from telephony.drivers.base import Capability, Driver, Health, Leg, Placed

RINGS = "EXCHANGE_RINGS"  # names the file in the environment
ANSWERS_AFTER = 0.02  # seconds: time to be killed in


class Exchange(Driver):
    """Cannot be asked afterwards, and rings again if it is asked again: so everything depends on us."""

    name = "exchange"
    capabilities = Capability.ORIGINATE

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
        write_down(Path(os.environ[RINGS]), attempt)
        time.sleep(ANSWERS_AFTER)
        return Placed(str(attempt), is_certain=True)


def write_down(file: Path, attempt: UUID) -> None:
    """Append one line in one write, which the kernel keeps whole and does not lose with us."""
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(opened, f"{attempt}\n".encode())
    finally:
        os.close(opened)
