"""Telephone numbers in running text. In Arabic and Persian, "08-508 00 508" would be shown with its parts the other way round."""

import re

# Digits in groups with a hyphen: how numbers are written here. Hours and years have none.
NUMBER = re.compile(r"\+?\d[\d \xa0]*-\d[\d \xa0]*\d")
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
LEFT_TO_RIGHT, END = "\u2066", "\u2069"  # Unicode's isolates, unseen
UNBROKEN = str.maketrans({" ": "\xa0", "-": "-\u2060"})  # no line ends after either


def keep_together(text: str) -> str:
    """Mark each number in the text as one that is read from left to right, and is not broken at the end of a line."""
    return NUMBER.sub(lambda number: LEFT_TO_RIGHT + number[0].translate(UNBROKEN) + END, text)


def whole(text: str) -> str:
    """Mark telephone numbers so, and let no amount of money be broken at the end of a line."""
    return THOUSANDS.sub("\xa0", keep_together(text))
