"""Errors that help: a page in the reader's language, or problem details (RFC 9457) where a machine asked.

An act raises its own exception and knows nothing of HTTP; the view that called it answers with `page(request, 409, …)`.
"""

import sys
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

from contactcenter import copies, outages

PROBLEM_TYPE = "application/problem+json"


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """Answer with the page for the status, `errors/<status>.html`.

    context: `message`, one sentence about what went wrong here; `back`, the address to go on from; both may be left out.
    A failure of our own is drawn without the request, so that nothing that has just failed is asked again.
    """
    if request.path.startswith("/api/"):
        return problem_response(request, status, detail=str(context.get("message", "")))
    context |= {"status": status, "request_id": request.META.get("REQUEST_ID", "")}
    drawn_for = request if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    body = loader.render_to_string(f"errors/{status}.html", context, drawn_for)
    return HttpResponse(body, status=status)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer while the database is gone: residents with the page's copy, everybody else that nothing works."""
    copy = copies.recall(request)
    if copy is not None:
        return HttpResponse(copy, headers={"Cache-Control": "no-cache"})
    response = page(request, 503)
    response["Retry-After"] = "10"
    return response


def problem(request: HttpRequest, status: int, *, detail: str = "", **more: Any) -> dict[str, Any]:
    """Describe an error to a machine. `instance` is the request's id, which our log carries too."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or detail_for(status),
        "instance": request.META.get("REQUEST_ID", ""),
        **more,
    }


def problem_response(request: HttpRequest, status: int, *, detail: str = "") -> HttpResponse:
    details = problem(request, status, detail=detail)
    return JsonResponse(details, status=status, content_type=PROBLEM_TYPE)


def detail_for(status: int) -> str:
    """Say in one sentence what the status means here."""
    sentences = {
        400: _("We could not read the request."),
        401: _("Sign in first."),
        403: _("You do not have the permission for this."),
        404: _("It does not exist, or it is not yours to see."),
        405: _("This address does not take that method."),
        409: _("Somebody else was faster."),
        415: _("Send the data as JSON."),
        422: _("A rule does not allow this."),
        429: _("Too many requests. Wait a while and try again."),
        500: _("Something went wrong on our side. The error is logged."),
        503: _("Our register does not answer. Try again in a while."),
    }
    return sentences.get(status, HTTPStatus(status).description)


# What Django calls, named in contactcenter/urls.py and in CSRF_FAILURE_VIEW.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what failed; where it failed because the database is gone, from now on nobody waits for it."""
    if outages.is_one(sys.exception()):
        outages.begin()
        return unavailable(request)
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, message=_("The page was too old. Go back, load it again and retry."))
