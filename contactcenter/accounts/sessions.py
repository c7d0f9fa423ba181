"""How long somebody stays signed in: 15 minutes without activity, ten hours at most."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

# Keys in the session; moments as seconds since 1970.
SIGNED_IN_AT = "signed_in_at"
ACTIVE_AT = "active_at"

# Activity is written down at most this often (seconds), so that not every page costs an UPDATE. A session may end this much
# early, never late.
WRITTEN_EVERY = 10


def begin(session: SessionBase, *, at: datetime) -> None:
    session[SIGNED_IN_AT] = session[ACTIVE_AT] = at.timestamp()


def touch(session: SessionBase, *, at: datetime) -> None:
    """Count this moment as activity."""
    session.setdefault(SIGNED_IN_AT, at.timestamp())
    if at.timestamp() - session.get(ACTIVE_AT, 0) >= WRITTEN_EVERY:
        session[ACTIVE_AT] = at.timestamp()


def seconds_left(session: SessionBase, *, at: datetime) -> float:
    """Answer how long the session lasts if nothing more happens; zero or less when it is over."""
    now = at.timestamp()
    idle = session.get(ACTIVE_AT, now) + settings.SESSION_IDLE_SECONDS - now
    at_most = session.get(SIGNED_IN_AT, now) + settings.SESSION_COOKIE_AGE - now
    return float(min(idle, at_most))


def is_fresh(session: SessionBase, *, at: datetime) -> bool:
    """Has the person signed in just now, so that the password need not be asked again?"""
    age = at.timestamp() - session.get(SIGNED_IN_AT, 0)
    return bool(age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
