"""`manage.py dispatch_callbacks --once`: what the clock does every two seconds, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from telephony import dispatching


class Command(BaseCommand):
    help = "Take back the callbacks that nobody took, and offer what is due to whoever is free."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", required=True, help="One round: the clock makes the rest"
        )

    def handle(self, **options: Any) -> None:
        done = dispatching.tick(at=timezone.now())
        self.stdout.write(
            f"{done.offered} callbacks offered, {done.taken_back} taken back,"
            f" {done.set_away} silent agents set away"
        )
