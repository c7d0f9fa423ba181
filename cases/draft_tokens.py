"""What lets a page save what is being typed after its session has ended: one contact, one agent, write-only.

A token lives as long as a session at most, and dies with the person's seal: whoever is disabled, is signed out everywhere
or changes the password writes nothing more. Why there are tokens: docs/decisions/0060-typing-outlives-the-session.md
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from cases.models import Contact
from contactcenter.accounts.models import User

SALT = "cases.draft"


def issue(contact: Contact, agent: User) -> str:
    return signing.dumps([contact.pk, agent.pk, _seal_of(agent)], salt=SALT)


def writer(token: str, *, contact: int) -> User | None:
    """Answer who may write to the contact with this token; None if nobody may, whatever the reason."""
    try:
        pk, agent_pk, seal = signing.loads(token, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    agent = User.objects.filter(pk=agent_pk, is_active=True).first()
    if pk != contact or agent is None or not constant_time_compare(seal, _seal_of(agent)):
        return None
    return agent


def _seal_of(agent: User) -> str:
    """Derive it from what seals the person's sessions, which itself stays on the server."""
    return salted_hmac(SALT, agent.get_session_auth_hash(), algorithm="sha256").hexdigest()
