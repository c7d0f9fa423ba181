"""Residents' pages are made once a minute at most, unless something that they tell has changed: then at once.

Whether it has, one query says: PostgreSQL keeps with every row which command of which transaction wrote it. So it does not
matter who changed what, and nobody has to remember to say so. Nothing is kept of an address with a question in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from contactcenter.caching import cacheable
from districts import models

View = TypeVar("View", bound=Callable[..., HttpResponse])

TOLD = [
    models.District,
    models.PlaceName,
    models.Unit,
    models.PhoneLine,
    models.RegularWeek,
    models.Season,
    models.ExceptionDay,
    models.Interval,
    models.Closure,
    models.HolidayDecision,
]
KEPT_SECONDS = 60
STAMP = " UNION ALL ".join(
    f"SELECT count(*), sum(xmin::text::bigint), sum(cmin::text::bigint) FROM {model._meta.db_table}"  # noqa: S608
    for model in TOLD
)


def published(view: View) -> View:
    """Answer with the page as it was made this minute, while nothing that it tells has changed."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET:
            return view(request, *args, **kwargs)
        key = key_of(request.path)
        page = recalled(key)
        if page is None:
            page = view(request, *args, **kwargs)
            remember(key, page)
        return page

    return cacheable(kept)  # type: ignore[return-value]


def key_of(path: str) -> str:
    """Name the page by its address, the minute, and what stands in the tables."""
    minute = timezone.now().strftime("%Y-%m-%d %H:%M")
    return f"page.{salted_hmac('published', f'{path} {minute} {stamp()}').hexdigest()}"


def stamp() -> str:
    """Answer a text that is another one after any change to what residents are told."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return str(cursor.fetchall())


def recalled(key: str) -> HttpResponse | None:
    try:
        page: HttpResponse | None = cache.get(key)
    except RedisError:  # the page is made anew, as if nothing were kept
        return None
    return page


def remember(key: str, page: HttpResponse) -> None:
    if page.status_code != 200:
        return
    try:
        cache.set(key, page, timeout=KEPT_SECONDS)
    except RedisError:
        return
