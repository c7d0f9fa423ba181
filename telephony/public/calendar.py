"""When we ring, as an entry for somebody's own calendar. Neutral: others may see it."""

from datetime import UTC, datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from telephony.models import Callback

PRODUCT = "-//Contact centre//Calls//EN"
FILE_NAME = "call.ics"
SALT = "telephony.public.calendar"
SHORTEST = timedelta(minutes=15)


def ical(callback: Callback, *, at: datetime) -> bytes:
    """Answer the half hour, or from when we may ring until when we have promised to."""
    starts_at = callback.slot.starts_at if callback.slot else callback.eligible_at
    ends_at = callback.slot.ends_at if callback.slot else callback.promised_by
    event = Event()
    event.add(
        "uid", salted_hmac(SALT, callback.code).hexdigest()
    )  # the code is nobody else's to see
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", max(ends_at or starts_at, starts_at + SHORTEST).astimezone(UTC))
    event.add("summary", _("A phone call"))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    feed: bytes = calendar.to_ical()
    return feed
