"""Deny by default: every view names what it asks for, and a URL whose view names nothing stops the start."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from contactcenter.accounts.roles import ALL_PERMISSIONS

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed in"

# Views of other packages cannot carry our mark. What each asks for, by where it is defined:
THIRD_PARTY: dict[str, str] = {
    "allauth.account.views.": PUBLIC,  # sign-in, sign-out, password reset: allauth asks for a session where one is needed
    "allauth.mfa.": SIGNED_IN,
    "allauth.socialaccount.": PUBLIC,
    "drf_spectacular.views.": PUBLIC,
    "django.views.generic.base.RedirectView": PUBLIC,  # shows nothing; where it leads asks for itself
}


def requires(permission: str) -> Callable[[View], View]:
    """Let only people with the permission in; anonymous people are sent to sign in.

    Which rows they may see is the queryset's answer: `Model.objects.visible_to(user, permission)`.
    """
    if permission != SIGNED_IN and permission not in ALL_PERMISSIONS:
        raise ImproperlyConfigured(f"No role grants {permission!r}: add it to PERMISSIONS_BY_ROLE.")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if permission != SIGNED_IN and not request.user.has_perm(permission):
                raise PermissionDenied
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def public(view: View) -> View:
    """Mark a view that everybody may see."""
    view.permission = PUBLIC  # type: ignore[attr-defined]
    return view


def declared_permission(pattern: URLPattern) -> str | None:
    """Answer which permission the route's view names; None if it names none."""
    view = pattern.callback
    for candidate in (view, getattr(view, "view_class", None), getattr(view, "cls", None)):
        permission: str | None = getattr(candidate, "permission", None)
        if permission:
            return permission
    view = getattr(view, "view_class", view)
    name = f"{view.__module__}.{view.__qualname__}"
    return next((asks for prefix, asks in THIRD_PARTY.items() if name.startswith(prefix)), None)


def routes(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Walk through every route: its whole pattern, and the route itself."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        else:
            yield path, entry


def check_every_url_names_a_permission(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"/{path} names no permission.", hint="Use @requires(…) or @public.", id="accounts.E001"
        )
        for path, pattern in routes()
        if declared_permission(pattern) is None
    ]


def stop_if_a_url_names_no_permission() -> None:
    """Raise ImproperlyConfigured with every such URL. Called where the web and the worker start."""
    errors = check_every_url_names_a_permission()
    if errors:
        raise ImproperlyConfigured("\n".join(str(error.msg) for error in errors))
