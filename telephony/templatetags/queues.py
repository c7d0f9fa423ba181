"""How the pages about queues tell of time, and draw the phone menu."""

from datetime import datetime, timedelta

from django import template
from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from districts.models import PhoneLine
from districts.phone_hours.wording import moment_text
from telephony import menu_texts
from telephony.menu_content import Texts
from telephony.models import LIVE, Presence, Queue

register = template.Library()

MINUTE = timedelta(minutes=1)
RINGING = "ringing"  # beside what people say of themselves


@register.simple_tag
def moment(when: datetime, now: datetime) -> str:
    """Answer "today 13:00" or "Tuesday 24 November 10:30", in the city's time."""
    return moment_text(when, now)


@register.simple_tag
def for_how_long(since: datetime, now: datetime) -> str:
    """Answer "4 minutes", counted in full ones."""
    minutes = max((now - since) // MINUTE, 0)
    if minutes < 1:
        return _("less than a minute")
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


@register.simple_tag
def promised_on(line: PhoneLine) -> list[Queue]:
    """Answer the line's queues in which people wait whom we have promised to ring, each with `promised`, how many."""
    live = Count("callbacks", filter=Q(callbacks__status__in=LIVE))
    return list(Queue.objects.filter(line=line).annotate(promised=live).exclude(promised=0))


@register.filter
def state_words(state: str) -> str:
    """Name what somebody who answers is doing."""
    return _("Ringing somebody back") if state == RINGING else str(Presence.State(state).label)


@register.filter
def state_chip(state: str) -> str:
    return {RINGING: "info", "ready": "open", "in_call": "info", "break": "closed"}.get(
        state, "due"
    )


@register.filter
def language_name(code: str) -> str:
    """Answer a language's name in the language itself."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def own_words(texts: Texts) -> str:
    """Answer an editor's text in the language of the page, or in the one that is said instead."""
    said = menu_texts.said(texts, get_language() or "sv")
    return said[0].text if said else ""
