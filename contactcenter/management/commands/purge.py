from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import OperationalError, connections
from django.utils import timezone

from contactcenter import purging
from contactcenter.audit import retention, verification

OWNER = "owner"


class Command(BaseCommand):
    help = "Forgets what has been kept long enough. The audit trail's months need the owner of the tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be forgotten"
        )

    @no_translations
    def handle(self, *, dry_run: bool, **options: Any) -> None:
        if OWNER not in connections.settings:
            raise CommandError(
                "Set DATABASE_OWNER_URL: only the owner may drop a month of the audit trail."
            )
        at = timezone.now()
        self.forget_rows(at=at, dry_run=dry_run)
        self.drop_months(at=at, dry_run=dry_run)

    def forget_rows(self, *, at: datetime, dry_run: bool) -> None:
        verb = "would be forgotten" if dry_run else "forgotten"
        for rule, rows in (purging.overdue if dry_run else purging.forget_overdue)(at=at):
            self.stdout.write(f"{rule.what.capitalize()}, {rule.days} days: {rows} rows {verb}.")

    def drop_months(self, *, at: datetime, dry_run: bool) -> None:
        try:
            months = (retention.overdue if dry_run else retention.drop_overdue)(at=at, using=OWNER)
        except verification.Broken as broken:
            raise CommandError(
                f"No month dropped: the audit trail is broken at position {broken}."
            ) from broken
        except OperationalError as error:
            raise CommandError(f"The audit trail is busy, try again later: {error}") from error
        verb = "would be dropped" if dry_run else "dropped"
        self.stdout.write(f"Audit trail: {len(months)} months {verb}.")
        for month in months:
            self.stdout.write(f"  {month.first_day:%Y-%m}")
