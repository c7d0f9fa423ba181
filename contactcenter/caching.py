"""How long residents' pages may be kept. They carry no cookie and are the same for everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

View = TypeVar("View", bound=Callable[..., Any])

# A proxy keeps an answer for a minute; a browser asks each time whether it is still the same: saved hours show at once.
KEPT: dict[str, Any] = {"public": True, "max_age": 0, "s_maxage": 60}


def cacheable(view: View) -> View:
    """Let the answer be kept, and whoever keeps it ask whether it is still the same (ETag, 304)."""
    return require_safe(conditional_page(cache_control(**KEPT)(view)))


def may_be_kept(answer: HttpResponseBase) -> None:
    patch_cache_control(answer, **KEPT)
