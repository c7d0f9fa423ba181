from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from contactcenter.audit import verification


class Command(BaseCommand):
    help = "Proves the audit trail whole, or names the first broken position and ends with 1."

    @no_translations
    def handle(self, **options: Any) -> None:
        at = timezone.now()
        try:
            report = verification.run(at=at)
        except verification.Broken as broken:
            raise CommandError(f"The audit trail is broken at position {broken}.") from broken
        except OSError as error:
            raise CommandError(f"The anchors cannot be read: {error}") from error
        self.stdout.write(f"{report.events} events are whole, up to position {report.last}.")
        self.stdout.write(_covered(report))
        if report.is_stale(at):
            self.stderr.write(_stale(report.uncovered_since))


def _covered(report: verification.Report) -> str:
    if report.anchor:
        covered = f"The last anchor, of {report.anchor.at:%Y-%m-%d %H:%M} UTC, covers position {report.anchor.position}."
    else:
        covered = f"There is no anchor in {settings.AUDIT_ANCHOR_FILE}."
    if not report.uncovered:
        return f"{covered} Nothing is uncovered."
    first = report.last - report.uncovered + 1
    return f"{covered} Not covered yet: {report.uncovered} events, {first} to {report.last}."


def _stale(since: datetime | None) -> str:
    return f"WARNING: uncovered since {since:%Y-%m-%d %H:%M} UTC. Is the clock running?"
