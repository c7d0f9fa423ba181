"""`manage.py load_codes`: services, topics, outcomes, hard words and the norm's years, with which a city's house begins."""

from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.db import transaction
from django.utils import timezone

from cases import outcome_codes
from districts import service_codes
from knowledge import hard_words, topic_codes
from knowledge.norm import starting_years


class Command(BaseCommand):
    help = "Load the services, topics, outcomes, hard words and years of the norm that are missing. What people have changed stays as it is."

    @no_translations
    @transaction.atomic
    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{service_codes.load()} new services")
        self.stdout.write(f"{topic_codes.load()} new topics")
        self.stdout.write(f"{outcome_codes.load()} new outcomes")
        self.stdout.write(f"{hard_words.load()} new hard words")
        self.stdout.write(f"{starting_years.load(at=timezone.now())} new years of the norm")
