"""Where allauth asks us: who may come in, when to ask for the password again, and what is written down about it."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter import encryption
from contactcenter.accounts import invitations, sessions, tasks
from contactcenter.accounts.models import User
from contactcenter.audit import events


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in, sign-out and passwords. E-mail addresses are never kept of people whom we do not know."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is wrong."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("This is not your present password."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor, unless the identity provider has done so."""
        return super().get_login_stages() if settings.SIGN_IN == "local" else []

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a second factor is changed, but not right after signing in."""
        return super().is_reauthentication_required(app=app, **kwargs) and not (
            sessions.is_fresh(self.request.session, at=timezone.now())
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record_failure("person.locked_out", credentials, at=timezone.now())
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record_failure("person.sign_in_failed", credentials, at=timezone.now())

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        events.record(None, "person.kept_out", user, at=timezone.now())
        return super().respond_user_inactive(request, user)

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:  # type: ignore[override]
        now = timezone.now()
        if settings.ONE_SESSION_PER_PERSON:
            user.break_sessions()
        super().login(request, user)
        sessions.begin(request.session, at=now)
        invitations.settle(user)
        events.record(user, "person.signed_in", user, at=now, way=settings.SIGN_IN)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        person = request.user if request.user.is_authenticated else None
        super().logout(request)
        events.record(person, "person.signed_out", person, at=timezone.now())

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:  # type: ignore[override]
        super().set_password(user, password)
        tasks.after_commit(tasks.tell_of_change, user.pk, "password_changed")
        events.record(user, "person.password_changed", user, at=timezone.now())


def record_failure(action: str, credentials: dict[str, Any], *, at: datetime) -> None:
    """Keep that signing in failed: for whom, if it is one of ours, and never what was typed."""
    person = User.objects.filter(email=credentials.get("email", "").lower()).first()
    events.record(None, action, person, at=at)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes from an authenticator app, kept encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong, or it was used already. Wait for the next one."),
        "cannot_delete_authenticator": _("Everybody here signs in with a second step."),
    }

    def get_totp_issuer(self) -> str:
        return f"{settings.CITY_NAME} – {settings.CITY_SERVICE_NAME}"

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not settings.SECOND_FACTOR_REQUIRED


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """People come from the city's identity provider, but only those whom we have invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
