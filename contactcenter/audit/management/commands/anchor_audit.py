from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from contactcenter.audit import anchors


class Command(BaseCommand):
    help = "Writes the audit trail's newest position to the anchor file, outside the database."

    def handle(self, **options: Any) -> None:
        anchor = anchors.write_newest(at=timezone.now())
        if anchor:
            self.stdout.write(f"Anchored at position {anchor.position}.")
        else:
            self.stdout.write("Nothing new to anchor.")
