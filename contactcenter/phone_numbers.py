"""Numbers of the people we ring: which we ring, how they are written, kept, and compared without being known."""

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import PhoneNumberType

from contactcenter.audit import keys

SWEDEN = 46  # calling code

# Swedish ranges behind the types: 0900, 0939 and 0944 are premium; 077 shares the cost, 075 follows a person for a price.
PREMIUM = {PhoneNumberType.PREMIUM_RATE}
SHARED_COST = {PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER}
NOT_FOR_TALK = {PhoneNumberType.PAGER, PhoneNumberType.VOICEMAIL}
TAKE_SMS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def refusal(number: PhoneNumber) -> str:
    """Say in a sentence why we do not ring the number; empty: we do."""
    kind = phonenumbers.number_type(number)
    if "FOREIGN" in settings.NUMBERS_REFUSED and number.country_code != SWEDEN:
        return _("We can only ring Swedish numbers. Write another number.")
    if not number.is_valid() or kind in NOT_FOR_TALK:
        return _("There is no such phone number. Check the number.")
    if "PREMIUM" in settings.NUMBERS_REFUSED and kind in PREMIUM:
        return _("We do not ring numbers that cost extra. Write another number.")
    if "SHARED_COST" in settings.NUMBERS_REFUSED and kind in SHARED_COST:
        return _("We do not ring numbers that cost extra. Write another number.")
    return ""


def takes_sms(number: PhoneNumber) -> bool:
    return phonenumbers.number_type(number) in TAKE_SMS


def shown(number: PhoneNumber) -> str:
    """Answer a Swedish number as it is written here, and a foreign one as it was given."""
    if number.country_code == SWEDEN:
        return str(number.format_as(phonenumbers.PhoneNumberFormat.NATIONAL))
    return str(number.raw_input or number.as_international)


def fingerprint(number: PhoneNumber) -> str:
    """Answer the same for the same number, however it was written, and nothing that leads back to it without the key."""
    return keys.seal(keys.PHONE_NUMBER, number.as_e164.encode())
