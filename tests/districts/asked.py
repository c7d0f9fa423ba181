"""Short ways to ask the engine at a moment that is written as the wall clock shows it."""

from datetime import datetime

from districts.phone_hours import PhoneHours, State, open_at
from tests.districts.facts import at


def state(hours: PhoneHours, written: str) -> State:
    return open_at(hours, at(written)).state


def opens(hours: PhoneHours, written: str) -> datetime | None:
    return open_at(hours, at(written)).opens_at


def closes(hours: PhoneHours, written: str) -> datetime | None:
    return open_at(hours, at(written)).closes_at
