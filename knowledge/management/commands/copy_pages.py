"""`manage.py copy_pages`: residents' pages as files, for the time when the database does not answer."""

from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from knowledge import page_copies


class Command(BaseCommand):
    help = "Copy residents' pages to PAGES_COPY if something they tell has changed. For a web machine without a worker of its own."

    @no_translations
    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{page_copies.refresh(at=timezone.now())} pages copied")
