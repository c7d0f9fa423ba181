"""Today's figures, wherever a page wants to show them."""

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from cases import figures

register = template.Library()


@register.simple_tag(takes_context=True)
def figures_today(context: RequestContext) -> figures.Today:
    return figures.of_today(context["user"], at=timezone.now())


@register.simple_tag
def answered_at_first_contact() -> str:
    return figures.definition()


@register.simple_tag
def aim_percent() -> int:
    return figures.AIM_PERCENT
