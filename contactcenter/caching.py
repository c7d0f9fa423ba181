"""How long residents' pages may be kept. They carry no cookie and are the same for everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

View = TypeVar("View", bound=Callable[..., Any])

KEPT_SECONDS = 60  # whether a line is open may change from one minute to the next


def cacheable(view: View) -> View:
    """Let everybody keep the answer for a minute, and after that ask whether it is still the same (ETag, 304)."""
    kept = cache_control(public=True, max_age=KEPT_SECONDS)(view)
    return require_safe(conditional_page(kept))
