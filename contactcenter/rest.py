"""The API's common manners: permissions declared as on pages, problem details (RFC 9457), cursor paging.

The framework's settings name this module, so it may not import `rest_framework.views`.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone
from rest_framework import authentication, exceptions, pagination, permissions, status
from rest_framework.request import Request
from rest_framework.response import Response

from contactcenter import errors
from contactcenter.accounts.access import PUBLIC, SIGNED_IN, record_refusal

if TYPE_CHECKING:
    from rest_framework.views import APIView


class SessionAuthentication(authentication.SessionAuthentication):
    """Staff use the API with the session of the pages. Naming the scheme makes "not signed in" a 401, not a 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class DeclaredPermission(permissions.BasePermission):
    """A view says `permission = PUBLIC`, or names what it asks for; one that says nothing lets nobody in.

    `permission_to_change`, where a view has it, is asked for by every method that does more than read.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        asked = getattr(view, "permission", None)
        if request.method not in permissions.SAFE_METHODS:
            asked = getattr(view, "permission_to_change", asked)
        if asked is None or asked == PUBLIC:
            return asked == PUBLIC
        if not request.user.is_authenticated:
            return False
        granted = asked == SIGNED_IN or request.user.has_perm(asked)
        if not granted:
            record_refusal(request, asked, at=timezone.now())
        return granted


class CursorPagination(pagination.CursorPagination):
    """Pages that stay right while rows come and go. Newest last, so that a reader who follows `next` sees all."""

    ordering = "pk"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class Conflict(exceptions.APIException):
    """Somebody else was faster. `versions`: for each field what both wrote, where that helps to choose."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"

    def __init__(self, detail: str | None = None, *, versions: list[Any] | None = None) -> None:
        super().__init__(detail)
        self.versions = versions


class RuleBroken(exceptions.APIException):
    """The request was understood, but a rule says no."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "rule_broken"


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer errors with problem details: malformed input is 400, a rule that an act refused by is 422.

    What we did not foresee is not answered here: it is logged, and becomes a 500.
    """
    error = as_api_error(exc)
    if error is None:
        return None
    response = Response(status=error.status_code, content_type=errors.PROBLEM_TYPE)
    response.data = errors.problem(
        context["request"], error.status_code, detail=detail_of(error), **fields_of(exc)
    )
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    return response


def as_api_error(exc: Exception) -> exceptions.APIException | None:
    if isinstance(exc, exceptions.APIException):
        return exc
    if isinstance(exc, Http404):
        return exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exc, ValidationError):
        return RuleBroken(exc.messages[0])
    return None


def detail_of(error: exceptions.APIException) -> str:
    """One sentence; none where nobody said more than the status does, or where the fields say it."""
    said_more = isinstance(error.detail, str) and error.detail != error.default_detail
    return str(error.detail) if said_more else ""


def fields_of(exc: Exception) -> dict[str, Any]:
    """Errors, or versions, per field, where there are any."""
    if isinstance(exc, ValidationError) and hasattr(exc, "error_dict"):
        return {"errors": exc.message_dict}
    if isinstance(exc, exceptions.ValidationError):
        return {"errors": exc.detail}
    if isinstance(exc, Conflict) and exc.versions:
        return {"versions": exc.versions}
    return {}
