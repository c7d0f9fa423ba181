"""`manage.py load_articles`: the articles that a city's house begins with, as drafts for its editors."""

from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.db import transaction
from django.utils import timezone

from knowledge import starting_articles


class Command(BaseCommand):
    help = "Load the starting articles that are missing, as drafts. What editors have changed stays as it is."

    @no_translations
    @transaction.atomic
    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{starting_articles.load(at=timezone.now())} new articles")
