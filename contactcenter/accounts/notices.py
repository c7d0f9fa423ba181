"""Mail that tells people of a change in how they sign in, so that they notice when it was not them."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User

CHANGES = {
    "password_changed": _("Your password was changed."),
    "second_factor_set_up": _("Your second step was turned on."),
    "second_factor_removed": _("Your second step was removed."),
    "second_factor_reset": _("An administrator reset your second step."),
    "recovery_codes_renewed": _("You have new recovery codes."),
}


def tell(person: User, change: str) -> None:
    """Write to the person, in their language."""
    with translation.override(person.language):
        sentence = str(CHANGES[change])
        context = {"person": person, "sentence": sentence, "city_name": settings.CITY_NAME}
        message = render_to_string("accounts/email/notice.txt", context)
        send_mail(sentence, message, None, [person.email])
