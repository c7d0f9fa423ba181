"""From a number as people write it to the one a telephone dials. Libraries misread Swedish 020 and 0200 numbers."""

import re

# Kept for fiction by the Swedish Post and Telecom Authority: 08-465 004 00–99 and 070-174 06 05–99.
FICTION = re.compile(r"\+46(8465004\d\d|7017406(0[5-9]|[1-9]\d))")


def dial(number: str) -> str:
    """Answer the `tel:` value of a number in national form; short numbers (112) and foreign ones stay as they are.

    >>> dial("08-508 00 508"), dial("020-600 650"), dial("112")
    ('+46850800508', '+4620600650', '112')
    """
    digits = re.sub(r"[^\d+]", "", number)
    return f"+46{digits[1:]}" if digits.startswith("0") else digits


def is_fiction(dialled: str) -> bool:
    """Say whether nobody can ever have this number: only a sample city shows such ones."""
    return FICTION.fullmatch(dialled) is not None
