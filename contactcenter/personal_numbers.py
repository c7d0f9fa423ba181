"""Swedish personal and coordination numbers: read as people write them, checked, found in free text and masked there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonalNumber:
    """A number whose date and check digit are right: twelve digits."""

    digits: str

    def __str__(self) -> str:
        return "PersonalNumber(…)"  # so that no log line and no error page tells it

    __repr__ = __str__
