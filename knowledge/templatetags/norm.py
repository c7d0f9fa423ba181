"""How templates write an amount of the norm."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def kronor(amount: int) -> SafeString:
    """Write whole kronor as they stand on Swedish paper, in every language and in text from right to left."""
    digits = f"{amount:,}".replace(",", SPACE).replace("-", "\N{MINUS SIGN}")
    return format_html('<bdi dir="ltr">{}{}kr</bdi>', digits, SPACE)
