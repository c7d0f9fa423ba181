"""What team leads are told on the desk about look-ups."""

from django import template

from cases import look_up_limits
from contactcenter.accounts.models import User

register = template.Library()


@register.simple_tag
def releases_waiting(lead: User) -> int:
    """Count the agents who cannot look anybody up until a team lead has decided."""
    return look_up_limits.shown_to(lead).filter(decided_at=None).count()
