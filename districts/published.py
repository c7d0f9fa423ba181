"""Residents' pages are made once a minute at most, unless something that they tell has changed: then at once.

Whether it has, one small query says (districts/editions.py). A browser that asks whether its page is still the same is answered
from that alone. Nothing is kept of an address with a question in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from contactcenter.caching import cacheable, may_be_kept
from districts import editions

View = TypeVar("View", bound=Callable[..., HttpResponse])
Kept = TypeVar("Kept")


def published(view: View) -> View:
    """Answer with the page as it was made this minute, while nothing that it tells has changed."""
    asked = cacheable(view)

    @require_safe
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase | None:
        if request.GET:
            return asked(request, *args, **kwargs)
        key = key_of(request.path)
        page = get_conditional_response(request, etag=f'"{key}"') or recalled(key)
        if page is None:
            page = view(request, *args, **kwargs)
            remember(key, page)
        if page.status_code in {200, 304}:
            page["ETag"] = f'"{key}"'
        may_be_kept(page)
        return page

    kept.made = view  # type: ignore[attr-defined]  # what draws the page anew: for its copy
    return kept  # type: ignore[return-value]


def key_of(path: str) -> str:
    """Name the page by its address, the minute, and the edition."""
    minute = timezone.now().strftime("%Y-%m-%d %H:%M")
    return salted_hmac("published", f"{path} {minute} {editions.stamp()}").hexdigest()


def kept_a_minute(name: str, make: Callable[[], Kept]) -> Kept:
    """Answer what many pages tell alike as it was reckoned this minute, while nothing has changed. It must be picklable."""
    return kept_as(key_of(name), make)


def kept(name: str, make: Callable[[], Kept]) -> Kept:
    """Answer what does not depend on the time, while nothing has changed. It must be picklable."""
    return kept_as(salted_hmac("kept", f"{name} {editions.stamp()}").hexdigest(), make)


def kept_as(key: str, make: Callable[[], Kept]) -> Kept:
    kept: Kept | None = caches["pages"].get(key)
    if kept is None:
        kept = make()
        if kept is not None:
            caches["pages"].set(key, kept)
    return kept


def recalled(key: str) -> HttpResponse | None:
    kept: tuple[bytes, str] | None = caches["pages"].get(key)
    return kept and HttpResponse(kept[0], content_type=kept[1])


def remember(key: str, page: HttpResponse) -> None:
    if page.status_code == 200:
        caches["pages"].set(key, (page.content, page["Content-Type"]))
