"""Two roles in PostgreSQL: the application reads and writes rows, the owner makes and changes tables."""

from datetime import datetime
from typing import Any

from django.db import connection


class OwnerMigrates:
    """Let migrations run as the owner role only: `manage.py migrate --database owner`."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"


def now() -> datetime:
    """Answer with the database's own clock: what is measured must not depend on which web machine asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)  # noqa: S101  (for the type checker)
    return moment
