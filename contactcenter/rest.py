"""The API's common manners: permissions declared as on pages, problem details (RFC 9457), cursor paging."""

from typing import Any

from rest_framework import pagination, permissions, views
from rest_framework.request import Request
from rest_framework.response import Response


class DeclaredPermission(permissions.BasePermission):
    def has_permission(self, request: Request, view: views.APIView) -> bool:
        return bool(getattr(view, "permission", None) == "public")


class CursorPagination(pagination.CursorPagination):
    ordering = "pk"


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    return views.exception_handler(exc, context)
