"""What every page knows about the site it belongs to. Reads no session, so residents' pages stay without a cookie."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_path

from contactcenter import copies
from contactcenter.languages import text_language


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "city_name": settings.CITY_NAME,
        "service_name": settings.CITY_SERVICE_NAME,
        "site_url": settings.SITE_URL,
        "is_sample_city": settings.SAMPLE_CITY,
        "text_language": text_language(),
        "copied_at": copies.made_at(request),  # None: the page is answered at once
        "session_idle_seconds": settings.SESSION_IDLE_SECONDS,
        "shell": partial(
            shell_of, request
        ),  # asked only by the error pages, which stand in either frame
    }


def shell_of(request: HttpRequest) -> str:
    """Answer the frame for an error page: staff's for somebody who is signed in, residents' for everybody else."""
    if get_language_from_path(request.path_info):
        return "base_public.html"
    user = getattr(request, "user", None)  # missing where a middleware refused the request early
    return "base_staff.html" if user and user.is_authenticated else "base_public.html"
