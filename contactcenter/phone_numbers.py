"""Numbers of the people we ring: how they are written, kept, and compared without being known."""

import phonenumbers
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.audit import keys

SWEDEN = 46  # calling code


def shown(number: PhoneNumber) -> str:
    """Answer a Swedish number as it is written here, and a foreign one as it was given."""
    if number.country_code == SWEDEN:
        return str(number.format_as(phonenumbers.PhoneNumberFormat.NATIONAL))
    return str(number.raw_input or number.as_international)


def fingerprint(number: PhoneNumber) -> str:
    """Answer the same for the same number, however it was written, and nothing that leads back to it without the key."""
    return keys.seal(keys.PHONE_NUMBER, number.as_e164.encode())
