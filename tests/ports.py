"""Ports for servers that are started beside the tests."""

import random
import socket
from contextlib import suppress

BELOW_THE_SYSTEMS_OWN = range(
    20_000, 32_000
)  # a live server, which asks for any port, never gets one of these


def free_port() -> int:
    """Answer a port on which nobody listens, and which nobody else is just about to be given."""
    while True:
        port = random.SystemRandom().choice(BELOW_THE_SYSTEMS_OWN)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
