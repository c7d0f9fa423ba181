"""From a number as people write it to the one a telephone dials. Libraries misread Swedish 020 and 0200 numbers."""

import re


def dial(number: str) -> str:
    """Answer the `tel:` value of a number in national form; short numbers (112) and foreign ones stay as they are.

    >>> dial("08-508 00 508"), dial("020-600 650"), dial("112")
    ('+46850800508', '+4620600650', '112')
    """
    digits = re.sub(r"[^\d+]", "", number)
    return f"+46{digits[1:]}" if digits.startswith("0") else digits
