"""Deny by default: every view names what it asks for, and a URL whose view names nothing stops the start."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import ALL_PERMISSIONS
from contactcenter.audit import events

View = TypeVar("View", bound=Callable[..., Any])


class StaffRequest(HttpRequest):
    """What a guarded view is called with: somebody has signed in."""

    user: User
    htmx: HtmxDetails


PUBLIC = "public"
SIGNED_IN = "signed in"

# Views of other packages cannot carry our mark. What each asks for, by where it is defined:
THIRD_PARTY: dict[str, str] = {
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
                return lead_to_sign_in(request)
            if permission != SIGNED_IN and not request.user.has_perm(permission):
                record_refusal(request, permission, at=timezone.now())
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


def guards_itself(permission: str) -> Callable[[View], View]:
    """Mark a view that asks for the permission itself, because it also lets people in by other proof than a session."""

    def decorate(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return decorate


def lead_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send an anonymous person to sign in, and afterwards back to the page they were on."""
    return lead_to(redirect_to_login(page_of(request)).url, request)


def lead_to(url: str, request: HttpRequest) -> HttpResponse:
    """Move the whole page, also for an htmx request: a redirect would put the other page into the fragment's place."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def page_of(request: HttpRequest) -> str:
    """Answer the address of the page that the request was made on; only a page can be shown again after signing in."""
    is_fragment = bool(request.headers.get("HX-Request"))
    if request.method == "GET" and not is_fragment:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("HX-Current-URL" if is_fragment else "Referer", ""))
    if came_from.netloc != request.get_host():
        return settings.LOGIN_REDIRECT_URL
    return came_from._replace(scheme="", netloc="").geturl()


def record_refusal(request: HttpRequest, permission: str, *, at: datetime) -> None:
    """Keep that somebody signed in asked for what their roles do not grant."""
    events.record(
        request.user,
        "access.refused",
        at=at,
        permission=permission,
        method=request.method,
        path=request.path,
    )


def permission_of(view: Any) -> str | None:
    """Answer which permission a view names; None if it names none."""
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


def check_every_url_names_a_permission(**_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"/{path} names no permission.", hint="Use @requires(…) or @public.", id="accounts.E001"
        )
        for path, pattern in routes()
        if permission_of(pattern.callback) is None
    ]


def stop_if_a_url_names_no_permission() -> None:
    """Raise ImproperlyConfigured with every such URL. Called where the web and the worker start."""
    errors = check_every_url_names_a_permission()
    if errors:
        raise ImproperlyConfigured("\n".join(str(error.msg) for error in errors))
