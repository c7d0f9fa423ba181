"""How somebody may be reached without danger, for whichever page shows a contact."""

from django import template

from cases import safe_contact
from cases.models import Contact
from cases.safe_contact import Readable

register = template.Library()


@register.simple_tag
def safe_contact_of(contact: Contact) -> Readable | None:
    """Answer what is kept for an open contact. A closed one's is read for a purpose, on a page of its own."""
    return safe_contact.of(contact) if contact.is_open else None
