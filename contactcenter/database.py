"""Two roles in PostgreSQL: the application reads and writes rows, the owner makes and changes tables."""

from typing import Any


class OwnerMigrates:
    """Let migrations run as the owner role only: `manage.py migrate --database owner`."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"
