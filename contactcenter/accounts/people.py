"""What administrators do with people: name and roles, letting in and out, a new second factor.

The city always keeps an administrator who can sign in, and nobody shuts themselves out.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from contactcenter.accounts import tasks
from contactcenter.accounts.models import User
from contactcenter.audit import events


class LastAdministrator(Exception):
    """Nobody else could let people in."""


class Oneself(Exception):
    """People do not do this to themselves."""


@transaction.atomic
def change(
    person: User, *, display_name: str, language: str, roles: list[str], by: User, at: datetime
) -> None:
    """Change name, language of the pages and city-wide roles."""
    lock_administrators()
    before = User.objects.get(pk=person.pk).roles
    person.display_name, person.language, person.roles = display_name, language, sorted(roles)
    person.save(update_fields=["display_name", "language", "roles"])
    require_an_administrator()
    events.record(
        by, "person.changed", person, at=at, roles_before=before, roles_after=person.roles
    )


@transaction.atomic
def disable(person: User, *, reason: str, by: User, at: datetime) -> None:
    """Let the person no longer sign in, and end their sessions."""
    if person.pk == by.pk:
        raise Oneself
    lock_administrators()
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.break_sessions()
    require_an_administrator()
    events.record(by, "person.disabled", person, at=at, purpose=reason)


@transaction.atomic
def enable(person: User, *, by: User, at: datetime) -> None:
    """Let the person sign in again, with the roles they had."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    events.record(by, "person.enabled", person, at=at)


@transaction.atomic
def reset_second_factor(person: User, *, reason: str, by: User, at: datetime) -> None:
    """Forget the person's authenticator and recovery codes: at the next sign-in they set up new ones."""
    if person.pk == by.pk:
        raise Oneself
    Authenticator.objects.filter(user=person).delete()
    person.break_sessions()
    tasks.after_commit(tasks.tell_of_change, person.pk, "second_factor_reset")
    events.record(by, "person.second_factor_reset", person, at=at, purpose=reason)


@transaction.atomic
def end_sessions(person: User, *, by: User, at: datetime) -> None:
    person.break_sessions()
    events.record(by, "person.sessions_ended", person, at=at)


def lock_administrators() -> None:
    """Hold every administrator's row, in one order: of two who disable each other at one moment, one is refused."""
    list(User.objects.administrators().order_by("pk").select_for_update())


def require_an_administrator() -> None:
    """Refuse what has just been done, if nobody is left who could let people in."""
    if not User.objects.administrators().in_state(User.State.ACTIVE).exists():
        raise LastAdministrator
