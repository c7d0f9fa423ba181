"""Which driver the settings ask for."""

from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from telephony.drivers.base import Driver
from telephony.drivers.little_network import Network
from telephony.drivers.manual import Manual
from telephony.drivers.simulated import Simulated

SEED = 20230101  # of the made-up network


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
    found: Driver = import_string(path)()
    return found
