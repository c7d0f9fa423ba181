"""People who sign in. No superuser, no groups, no permissions in the database: see roles.py."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.roles import Role, roles_granting


def new_seal() -> str:
    return secrets.token_hex(16)


class UserQuerySet(models.QuerySet["User"]):
    def in_state(self, state: "User.State") -> Self:
        match state:
            case User.State.ACTIVE:
                return self.filter(is_active=True, invited_at=None)
            case User.State.INVITED:
                return self.filter(is_active=True, invited_at__isnull=False)
            case User.State.DISABLED:
                return self.filter(is_active=False)

    def administrators(self) -> Self:
        return self.filter(roles__contains=[Role.ADMINISTRATOR])

    def granted(self, permission: str) -> Self:
        """Keep the people who can sign in and whose city-wide roles grant the permission."""
        people = self.in_state(User.State.ACTIVE)
        return people.filter(roles__overlap=roles_granting(permission))

    def named(self, text: str) -> Self:
        """Keep the people whose name or e-mail contains the text."""
        return self.filter(Q(display_name__icontains=text) | Q(email__icontains=text))

    def with_name_key(self) -> Self:
        """Add the key by which names are sorted: the database knows no Swedish, so å ä ö become { | }, which follow on z."""
        return self.alias(
            name_key=Func(
                Lower("display_name"), Value("åäöæø"), Value("{|}|}"), function="TRANSLATE"
            )
        )


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

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        INVITED = "invited", _("Invited")
        DISABLED = "disabled", _("Disabled")

    email = models.EmailField(
        _("E-mail"),
        unique=True,
        error_messages={"unique": _("There is already a person with this e-mail.")},
    )
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
    own_pseudonym = (
        models.CharField(  # of the person's own personal number: looking oneself up is noticed
            max_length=64, blank=True, editable=False
        )
    )
    keyboard_shortcuts = models.BooleanField(_("Single-key shortcuts"), default=True)
    invited_at = models.DateTimeField(  # the open invitation; empty once it is accepted
        null=True, editable=False
    )
    session_seal = models.CharField(  # part of every session's seal: a new one ends them all
        max_length=32, default=new_seal, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_email_in_lower_case", condition=Q(email=Lower(F("email")))
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def state(self) -> State:
        if not self.is_active:
            return self.State.DISABLED
        return self.State.INVITED if self.invited_at else self.State.ACTIVE

    @property
    def role_names(self) -> list[str]:
        """Name the city-wide roles; one that the code no longer knows is shown as it is kept."""
        labels = dict(Role.choices)
        return [str(labels.get(role, role)) for role in self.roles]

    def break_sessions(self) -> None:
        """End every session of the person at its next request."""
        self.session_seal = new_seal()
        self.save(update_fields=["session_seal"])

    def get_full_name(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the backends: city-wide roles, then memberships. A permission for some district is enough."""
        return self.is_active and any(
            backend.has_perm(self, perm, obj) for backend in get_backends()
        )

    def has_perms(self, perms: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind sessions to the password and to the seal: when either changes, Django ends every session."""
        return salted_hmac(
            "contactcenter.accounts.session",
            self.password + self.session_seal,
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
