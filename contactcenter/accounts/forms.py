"""What allauth's forms ask for, in our words; and the person's own profile."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts import tasks
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.forms import PersonalNumberField

PAGE_LANGUAGES = [
    (code, name) for code, name in settings.LANGUAGES if code in settings.STAFF_LANGUAGES
]
PASSWORD_HELP = _("At least 12 characters. Several words that only you put together are good.")
# How long a code from an authenticator app could be used again (seconds): its own step, one before, one after.
CODE_LIVES = 90


def relabel(field: forms.Field, label: Any, help_text: Any = "") -> None:
    """Say it in our words, outside the field: what stands inside it disappears when one types."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["login"], _("E-mail"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        relabel(self.fields["password"], _("Password"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["email"], _("E-mail"))
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Let the worker write the mail, if there is one to write: the answer takes equally long either way."""
        person_id = self.users[0].pk if self.users else None
        tasks.after_commit(tasks.send_password_link, person_id)
        email: str = self.cleaned_data["email"]
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["password1"], _("New password"), PASSWORD_HELP)
        relabel(self.fields["password2"], _("New password again"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["oldpassword"], _("Present password"))
        relabel(self.fields["password1"], _("New password"), PASSWORD_HELP)
        relabel(self.fields["password2"], _("New password again"))


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["password"], _("Password"))


class OneTimeCodeMixin:
    """A code from the authenticator app or a recovery code; each opens once, and a wrong one is written down."""

    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["code"], _("Code"), _("Six digits from your app, or a recovery code."))
        self.fields["code"].widget.attrs["autocapitalize"] = "off"

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            self.refuse_used(code)
        except ValidationError:
            events.record(None, "person.second_factor_failed", self.user, at=timezone.now())
            raise
        return code

    def refuse_used(self, code: str) -> None:
        """Refuse a code that was used within its lifetime; allauth remembers one for a step only."""
        digits = "".join(filter(str.isalnum, code))
        key = f"accounts:used-code:{self.user.pk}:{digits}"
        if not cache.add(key, 1, timeout=CODE_LIVES):
            raise ValidationError(_("The code was used already. Wait for the next one."))


class CodeForm(OneTimeCodeMixin, mfa.AuthenticateForm):
    pass


class CodeAgainForm(OneTimeCodeMixin, mfa.ReauthenticateForm):
    pass


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["code"], _("Code"), _("The six digits that your app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FirstPasswordForm(account.SetPasswordForm):
    """The password that somebody who has been invited chooses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self.fields["password1"], _("Password"), PASSWORD_HELP)
        relabel(self.fields["password2"], _("Password again"))


class ProfileForm(forms.ModelForm):
    """What people change about themselves."""

    language = forms.ChoiceField(label=_("Language of the pages"), choices=PAGE_LANGUAGES)
    spoken_languages = forms.MultipleChoiceField(
        label=_("Languages you speak with residents"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = User
        fields = ["display_name", "language", "spoken_languages", "keyboard_shortcuts"]
        help_texts = {
            "keyboard_shortcuts": _(
                "Press ? for the list. Keys with Ctrl and Alt work in any case."
            )
        }


class OwnNumberForm(forms.Form):
    """The person's own personal number, of which a pseudonym is kept."""

    number = PersonalNumberField(label=_("Your personal number or coordination number"))
