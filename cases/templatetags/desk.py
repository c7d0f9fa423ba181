"""What the frame of every staff page shows of the desk."""

from django import template
from django.template.context import RequestContext

from cases import training
from cases.models import Contact

register = template.Library()


@register.simple_tag
def channels() -> list[tuple[str, str]]:
    """Answer the channels by which a contact can begin, in the order of their keys: 1, 2, 3 …"""
    return [(channel.value, str(channel.label)) for channel in Contact.Channel]


@register.simple_tag(takes_context=True)
def is_training(context: RequestContext) -> bool:
    """Say whether the person practises; an error page may be drawn without a request."""
    request = context.get("request")
    return request is not None and training.is_on(request)
