"""People who sign in. No superuser, no groups, no permissions in the database: see roles.py."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import _user_has_module_perms, _user_has_perm
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in: agent, lead, editor, analyst, auditor, administrator or, by membership, district staff."""

    email = models.EmailField(_("E-mail"), unique=True)
    display_name = models.CharField(_("Name"), max_length=100)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name=_("Roles"),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(_("May sign in"), default=True)
    language = models.CharField(
        _("Language of the pages"), max_length=8, choices=settings.LANGUAGES, default="sv"
    )
    spoken_languages = ArrayField(
        models.CharField(max_length=8, choices=settings.LANGUAGES),
        verbose_name=_("Languages you speak with residents"),
        default=list,
        blank=True,
    )
    competences = ArrayField(
        models.CharField(max_length=50), verbose_name=_("Competences"), default=list, blank=True
    )
    keyboard_shortcuts = models.BooleanField(_("Single-key shortcuts"), default=True)
    invited_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case")
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the backends: city-wide roles, then memberships. A permission for some district is enough."""
        return self.is_active and _user_has_perm(self, perm, obj)

    def has_perms(self, perms: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and _user_has_module_perms(self, app_label)
