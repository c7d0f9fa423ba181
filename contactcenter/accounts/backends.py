"""Who signs in, and where `user.has_perm` gets its answer for city-wide roles."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from contactcenter.accounts.roles import permissions_of


class RoleBackend(AuthenticationBackend):
    """Signs in as allauth does; permissions come from the user's roles and the table in code, never from the database.

    One backend for both: Django's own, which allauth's builds on, would ask the database for permissions that we do not have.
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return permissions_of(user_obj.roles)
