"""What holds for every request, before anything else looks at it: its id, its line in the log, what caches may keep."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from contactcenter import errors, metrics, outages
from contactcenter.logs import loggable_path

GetResponse = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("contactcenter.requests")

PLAIN_METHODS = ["GET", "HEAD", "POST"]
# What these answer does not come from the database, or is about it.
NEED_NO_DATABASE = {"healthz", "readyz", "metrics", "to-best-language"}
REQUEST_ID = re.compile(r"[0-9a-fA-F-]{16,64}")


class RequestIdMiddleware:
    """Give every request an id: the proxy's if we stand behind one, else a new one. The answer carries it too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        request.META["REQUEST_ID"] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class RequestLogMiddleware:
    """Write one line per request and count it in the figures: who by number, what without query, how it went."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        log.info(
            "request",
            method=request.method,
            path=loggable_path(request),
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user_id=signed_in_as(request),
        )
        metrics.count_request(request, response, seconds)
        return response


class PrivacyHeadersMiddleware:
    """Let no cache keep what was made for one person, and let no page ask for camera, microphone or place."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if has_read_session(request):
            response.setdefault("Cache-Control", "no-store")
        return response


class PlainMethodsMiddleware:
    """Pages know GET and POST, as HTML does: whatever a view does not look at, it does not get. The API sees to itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in PLAIN_METHODS and not request.path.startswith("/api/"):
            return HttpResponseNotAllowed(PLAIN_METHODS)
        return self.get_response(request)


class OutageMiddleware:
    """Let nothing wait for a database that is known to be gone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs before any other middleware looks at who has signed in."""
        match = request.resolver_match
        needs_none = match is not None and match.view_name in NEED_NO_DATABASE
        return errors.unavailable(request) if outages.is_known() and not needs_none else None


def has_read_session(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)  # missing when an earlier middleware answered
    return session is not None and bool(session.accessed)


def signed_in_as(request: HttpRequest) -> int | None:
    """Answer with the number of the person, without asking the database and without touching an untouched session."""
    person = request.session.get(SESSION_KEY) if has_read_session(request) else None
    return None if person is None else int(person)
