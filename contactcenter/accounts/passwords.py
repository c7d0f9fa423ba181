"""The link by which somebody who has forgotten the password chooses a new one."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contactcenter.accounts.models import User


def send_link(person: User) -> None:
    """Write to the person, in their language. Whoever has an open invitation uses that."""
    if person.state != User.State.ACTIVE:
        return
    parts = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    with translation.override(person.language):
        send_mail(
            _("Choose a new password"),
            render_to_string(
                "accounts/email/password_link.txt",
                {
                    "person": person,
                    "link": settings.SITE_URL
                    + reverse("account_reset_password_from_key", kwargs=parts),
                    "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
                },
            ),
            None,
            [person.email],
        )
