"""What holds for a signed-in person on every staff page: when the session ends, the second factor, the language.

Residents' pages are left alone: nothing here reads the session for them, so that they need no cookie and may be cached.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contactcenter.accounts import sessions
from contactcenter.accounts.access import PUBLIC, lead_to, permission_of
from contactcenter.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]

HAS_SECOND_FACTOR = "has_second_factor"
WITHOUT_SECOND_FACTOR = {"mfa_activate_totp", "account_reauthenticate", "account_logout"}


def is_for_staff(view: Any) -> bool:
    return permission_of(view) not in (None, PUBLIC)


def is_for_signing_in(request: HttpRequest) -> bool:
    return request.path_info.startswith("/accounts/")


class StaffSessionMiddleware:
    """End sessions that are over, count activity, and lead people without a second factor to setting one up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs before the view; the view's own guard sends away those whose session ends here."""
        if not is_for_staff(view) and not is_for_signing_in(request):
            return None
        person = request.user
        if not person.is_authenticated:
            return None
        now = timezone.now()
        if sessions.seconds_left(request.session, at=now) <= 0:
            end_session(request)
            return None
        if "Poll" not in request.headers:  # the page asks by itself; nobody may be sitting there
            sessions.touch(request.session, at=now)
        return second_factor_first(request, person) if is_for_staff(view) else None


def end_session(request: HttpRequest) -> None:
    request.session.flush()
    request.user = AnonymousUser()
    messages.info(request, _("You were signed out after a while. Sign in to go on where you were."))


def second_factor_first(request: HttpRequest, person: User) -> HttpResponse | None:
    """Lead to setting up the second factor; until then nothing else opens."""
    match = request.resolver_match
    if (
        not settings.SECOND_FACTOR_REQUIRED
        or request.session.get(HAS_SECOND_FACTOR)
        or (match and match.view_name in WITHOUT_SECOND_FACTOR)
    ):
        return None
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        return lead_to(reverse("mfa_activate_totp"), request)
    request.session[HAS_SECOND_FACTOR] = True
    return None


class StaffLanguageMiddleware:
    """Show staff pages in the person's own language, and the sign-in pages in the browser's if staff pages exist in it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if is_for_staff(view) and request.user.is_authenticated:
            activate(request, request.user.language)
        elif is_for_signing_in(request):
            activate(request, translation.get_language())


def activate(request: HttpRequest, language: str) -> None:
    translation.activate(
        language if language in settings.STAFF_LANGUAGES else settings.LANGUAGE_CODE
    )
    request.LANGUAGE_CODE = translation.get_language()
