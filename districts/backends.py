"""Where `user.has_perm` gets its answer for district roles: held in some district. In which one, `visible_to` says."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from contactcenter.accounts.roles import permissions_of


class MembershipBackend(BaseBackend):
    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "district_permissions"):  # asked once a request
            roles = user_obj.memberships.values_list("role", flat=True).distinct()
            user_obj.district_permissions = permissions_of(list(roles))
        held: set[str] = user_obj.district_permissions
        return held
