"""Where an agent turns when the register tells nothing: the lines of the districts that the conversation is about, and our own.

Nothing here depends on who was looked up, so that the route is the same for somebody protected as for somebody unknown.
"""

from datetime import datetime

from cases.models import Contact
from districts import public_lines
from districts.models import District, Unit
from districts.public_lines import ShownLine


def of(contact: Contact, *, at: datetime) -> list[ShownLine]:
    """Answer the line to try first in each district that the agent has chosen, and the city's main number."""
    spoken_of = District.objects.filter(pk__in=contact.questions.values("district"))
    lines = list(public_lines.main_of_each(spoken_of, at=at).values())
    main = public_lines.first_of_kind(Unit.Kind.CONTACT_CENTRE, at=at)
    return [*lines, main] if main else lines
