"""How somebody gets in: an administrator invites, a link comes by mail, the person chooses a password.

The link opens once and for a week. It is bound to the moment of the invitation, so that a newer one makes it void.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contactcenter.accounts.models import User
from contactcenter.audit import events

SALT = "contactcenter.accounts.invitations"


class NotValid(Exception):
    """The link is too old, was used already, or is not one of ours."""


class NotInvited(Exception):
    """The person has accepted already, or may not sign in."""


class AlreadyHere(Exception):
    """There is a person with this e-mail, perhaps since a moment ago."""


@transaction.atomic
def invite(
    *, email: str, display_name: str, language: str, roles: list[str], by: User | None, at: datetime
) -> User:
    """Make a person who can sign in as soon as the invitation is accepted. `send` tells them."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                email,
                display_name=display_name,
                language=language,
                roles=sorted(roles),
                invited_at=at,
            )
    except IntegrityError as error:
        raise AlreadyHere from error
    events.record(by, "person.invited", person, at=at, roles=person.roles)
    return person


@transaction.atomic
def renew(person: User, *, by: User, at: datetime) -> None:
    """Start the week anew; earlier links no longer open."""
    open_ones = User.objects.filter(pk=person.pk, is_active=True, invited_at__isnull=False)
    if not open_ones.update(invited_at=at):
        raise NotInvited
    person.invited_at = at
    events.record(by, "person.invited_again", person, at=at)


def link(person: User) -> str:
    """Answer the address that opens the invitation; with single sign-on, that of signing in."""
    if settings.SIGN_IN == "oidc":
        return f"{settings.SITE_URL}{reverse('account_login')}"
    if person.invited_at is None:
        raise NotInvited
    token = signing.dumps([person.pk, person.invited_at.isoformat()], salt=SALT)
    return f"{settings.SITE_URL}{reverse('accounts:invitation', args=[token])}"


def send(person: User) -> None:
    """Write to the person, in their language."""
    with translation.override(person.language):
        send_mail(
            _("You are invited to %(city)s's contact centre") % {"city": settings.CITY_NAME},
            render_to_string(
                "accounts/email/invitation.txt",
                {
                    "person": person,
                    "city_name": settings.CITY_NAME,
                    "link": link(person),
                    "valid_until": valid_until(person),
                    "single_sign_on": settings.SIGN_IN == "oidc",
                },
            ),
            None,
            [person.email],
        )


def valid_until(person: User) -> datetime:
    """Answer when the open invitation ends."""
    if person.invited_at is None:
        raise NotInvited
    return person.invited_at + timedelta(days=settings.INVITATION_DAYS)


def find(token: str, *, at: datetime) -> User:
    """Answer whose open invitation the token is."""
    try:
        pk, invited_at = signing.loads(token, salt=SALT)
        person = User.objects.get(pk=pk, is_active=True, invited_at=invited_at)
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise NotValid from error
    if at >= valid_until(person):
        raise NotValid
    return person


@transaction.atomic
def accept(person: User, *, password: str, at: datetime) -> None:
    """Set the first password. One conditional UPDATE, so that a link opened twice sets one password only."""
    invitation = User.objects.filter(pk=person.pk, is_active=True, invited_at=person.invited_at)
    if person.invited_at is None or not invitation.update(
        password=make_password(password), invited_at=None
    ):
        raise NotValid
    person.refresh_from_db()
    events.record(person, "person.accepted_invitation", person, at=at)


def settle(person: User) -> None:
    """Whoever came in through the identity provider has accepted by that."""
    User.objects.filter(pk=person.pk, invited_at__isnull=False).update(invited_at=None)
