"""How callbacks are shown: when in words, how near the promise is, and what the frame says of the telephone."""

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from cases import callback_words, on_the_phone, waiting
from cases.callback_lists import Row
from telephony.models import Callback, Presence

register = template.Library()


register.simple_tag(callback_words.clock)
register.simple_tag(callback_words.what_now)
register.simple_tag(callback_words.neutral_words)


@register.inclusion_tag("desk/callbacks/_promise_chip.html")
def promise_chip(row: Row) -> dict[str, Row]:
    """Mark a promise that is near or broken, with a word."""
    return {"row": row}


@register.simple_tag(takes_context=True)
def callbacks_waiting(context: RequestContext) -> int:
    """Count what the person could see to now: due in the queues that they answer, or needing a person there."""
    user = context["user"]
    return waiting.number(user, at=timezone.now()) if user.has_perm(on_the_phone.ANSWER) else 0


@register.simple_tag(takes_context=True)
def phone_of_user(context: RequestContext) -> on_the_phone.OnThePhone | None:
    """Answer what somebody who answers has to know of their telephone; a view that knows it already says so."""
    user = context["user"]
    if not user.has_perm(on_the_phone.ANSWER):
        return None
    known: on_the_phone.OnThePhone | None = context.get("mine")
    return known or on_the_phone.of(user, at=timezone.now())


@register.simple_tag
def presence_states() -> list[tuple[str, str, str]]:
    """Answer what somebody can say of themselves: value, key, words."""
    return [
        (state.value, on_the_phone.KEYS[state], str(Presence.State(state).label))
        for state in on_the_phone.STATES
    ]


@register.filter
def wishes_of(callback: Callback) -> list[str]:
    return callback_words.wishes(callback)


@register.simple_tag
def spelled(code: str) -> str:
    """Write a code in two groups, as one reads it aloud."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
