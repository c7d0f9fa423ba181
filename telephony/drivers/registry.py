"""Which driver the settings ask for. Asked when a process starts, so that a wrong setting stops it there."""

import re
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from telephony.drivers.base import Capability, Driver
from telephony.drivers.little_network import Network
from telephony.drivers.manual import Manual
from telephony.drivers.simulated import Simulated

SEED = 20230101  # of the made-up network
NAME = re.compile("[a-z0-9-]{1,20}")  # stands in addresses, and with each call and attempt
TAKEN = {Manual.name, Simulated.name, "switch"}  # the last: what signs its events


def driver() -> Driver:
    """Answer the driver that TELEPHONY_DRIVER names: the same one for as long as a process lives."""
    name = settings.TELEPHONY_DRIVER
    if name == Manual.name:
        return manual(settings.DIAL_LINK)
    if name == Simulated.name:
        if not (settings.SAMPLE_CITY or settings.SIMULATED_TELEPHONY):
            raise ImproperlyConfigured(
                "TELEPHONY_DRIVER=simulated rings nobody: residents would wait for calls that are made up."
                " Set TELEPHONY_DRIVER=manual, or, on a machine for trying out, SIMULATED_TELEPHONY=1."
            )
        return simulated()
    if "." in name:
        return citys_own(name)
    raise ImproperlyConfigured(f"TELEPHONY_DRIVER is {name}. Set it to {Manual.name}.")


@lru_cache(maxsize=1)
def manual(dial_link: str) -> Manual:
    return Manual(dial_link=dial_link)


@lru_cache(maxsize=1)
def simulated() -> Simulated:
    return Simulated(network=Network(SEED))


@lru_cache(maxsize=1)
def citys_own(path: str) -> Driver:
    """Make a driver of somebody else's: the dotted path of a class that takes no arguments."""
    try:
        found: Driver = import_string(path)()
    except ImportError as error:
        raise ImproperlyConfigured(f"TELEPHONY_DRIVER is {path}: {error}") from error
    if not NAME.fullmatch(found.name) or found.name in TAKEN:
        raise ImproperlyConfigured(
            f"{path} is named {found.name!r}: give it a name of its own, at most 20 of a–z, 0–9 and -."
        )
    rings_residents = Capability.ORIGINATE in found.capabilities and not settings.SAMPLE_CITY
    if rings_residents and not settings.CALLER_ID:
        raise ImproperlyConfigured("Set CALLER_ID to the number that those who are rung shall see.")
    return found
