"""A person's own personal number, of which only the keyed pseudonym is kept: looking oneself up is noticed by it."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events, pseudonyms
from contactcenter.personal_numbers import PersonalNumber


@transaction.atomic
def give(person: User, number: PersonalNumber, *, at: datetime) -> None:
    """Keep whose number it is. Nobody can read it again, the person neither."""
    person.own_pseudonym = pseudonyms.of(number.digits, year=at.year).value
    person.save(update_fields=["own_pseudonym"])
    events.record(person, "person.own_number_given", person, at=at)
