"""Codes that a resident can write down and read aloud: ten characters of Crockford's base 32 (no I, L, O or U).

Each has a letter, so that none can be taken for a phone number or a personal number.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Draw a code that nobody can guess: 50 random bits."""
    code = "0"
    while code.isdecimal():
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return code


def read_code(text: str) -> str:
    """Read a code as somebody wrote or said it: small letters, any figures, signs between them, O for 0, I and L for 1."""
    signs = unicodedata.normalize("NFKD", text).upper()
    figures = (str(unicodedata.decimal(sign, sign)) for sign in signs if sign.isalnum())
    return "".join(figures).translate(MISREAD)
