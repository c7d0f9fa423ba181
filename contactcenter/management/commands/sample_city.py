"""`manage.py sample_city`: fills the database with the sample city."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cases import outcome_codes
from cases.sample import case_register
from contactcenter.accounts.sample import create_people
from districts.sample import (
    agreements,
    holiday_decisions,
    hours,
    memberships,
    places,
    toll_free,
    units,
)
from knowledge import topic_codes


class Command(BaseCommand):
    help = "Load the sample city. A second run changes nothing that somebody has changed."

    def handle(self, **options: Any) -> None:
        if not settings.SAMPLE_CITY:
            raise CommandError(
                "This is not a sample city: SAMPLE_CITY=1 is not set. Nothing changed."
            )
        with transaction.atomic():
            self.load()

    def load(self) -> None:
        at = timezone.now()
        district_count, name_count = places.load()
        self.stdout.write(f"{district_count} districts, {name_count} names that lead to them")
        new_lines = units.load()
        with_hours = hours.load(new_lines, at=at)
        self.stdout.write(f"{len(new_lines)} new lines, {with_hours} of them with phone hours")
        self.stdout.write(f"{holiday_decisions.load(at=at)} decisions about holidays")
        self.stdout.write(f"{agreements.load(at=at)} agreements")
        self.stdout.write(f"{topic_codes.load()} new topics, {outcome_codes.load()} new outcomes")
        self.stdout.write(f"{toll_free.load()} toll-free number")
        self.stdout.write(f"{create_people()} new people who sign in")
        self.stdout.write(f"{memberships.load()} people in districts")
        added = case_register.load(today=timezone.localdate(at))
        self.stdout.write(f"{added} new invented people in the case register")
        self.stdout.write("The sample city is ready")
