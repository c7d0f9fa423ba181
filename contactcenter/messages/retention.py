"""How long it is kept whom we wrote to and what. That a message was sent, of which kind and when, stays as a figure."""

from django.conf import settings
from django.db.models import Q

from contactcenter.messages.models import Message, State
from contactcenter.retention import Rule

STILL_NEEDED = Q(state__in=[State.QUEUED, State.SENDING])

RULES = [
    Rule(
        what="where messages went and what they said",
        purpose="to send them, and to send again what did not arrive",
        days=settings.KEEP_MESSAGES_DAYS,
        source="GDPR article 5.1 e: not longer than it is needed; a setting of the city's board",
        since=lambda until: (
            Message.objects.filter(due_at__lte=until).exclude(to="").exclude(STILL_NEEDED)
        ),
        empties={"to": "", "values": "", "provider_ref": ""},  # the provider knows whom it names
    ),
]
