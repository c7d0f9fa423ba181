"""Two roles in PostgreSQL: the application reads and writes rows, the owner makes and changes tables.

A city's case register is another database, of which a third role may read one view: docs/case_register.md.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from environ import Env

if TYPE_CHECKING:  # the settings read this file, too early for models
    from django.db.models import Model

CASE_REGISTER = "case_register"  # the alias of that database, if the city has connected one


class WriteRefused(Exception):
    """Something was about to be written to the case register, which we only ever read."""


class OwnerMigrates:
    """Let migrations run as the owner role only: `manage.py migrate --database owner`."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"


class ReadOnly:
    """Refuse what would change the case register, before PostgreSQL refuses it."""

    def db_for_write(self, model: "type[Model]", **hints: Any) -> None:
        """Leave the choice to other routers, unless the row came from the register."""
        row = hints.get("instance")
        if row is not None and row._state.db == CASE_REGISTER:
            raise WriteRefused

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == CASE_REGISTER else None


def of_case_register(address: str, *, plain_http: bool) -> dict[str, Any]:
    """Answer with the entry of the case register among the databases, if its address is one of PostgreSQL."""
    if address.startswith("postgresql://"):
        entry = Env.db_url_config(address)
        entry["OPTIONS"] = {"connect_timeout": 2, **entry.get("OPTIONS", {})}  # seconds
        return {CASE_REGISTER: entry}
    if address.startswith(("https://", "http://") if plain_http else "https://") or not address:
        return {}
    raise ImproperlyConfigured(
        "Set CASE_REGISTER_URL to postgresql://… or https://…, or not at all."
    )


def now() -> datetime:
    """Answer with the database's own clock: what is measured must not depend on which web machine asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)  # noqa: S101  (for the type checker)
    return moment
