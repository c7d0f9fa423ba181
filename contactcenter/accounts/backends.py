"""Where `user.has_perm` gets its answer for city-wide roles. Signing in itself is allauth's."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from contactcenter.accounts.roles import permissions_of


class RoleBackend(BaseBackend):
    """Permissions come from the user's roles and the table in code, never from the database."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return permissions_of(user_obj.roles)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def get_user(self, user_id: int) -> Any:
        return None  # the session's user is loaded by allauth's backend, which signed them in
