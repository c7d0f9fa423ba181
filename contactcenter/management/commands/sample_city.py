"""`manage.py sample_city`: fills the database with the sample city."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cases import outcome_codes
from cases.sample import case_register, contacts, history, news
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
from knowledge import hard_words, sample_feedback, starting_articles, starting_guides, topic_codes
from knowledge import sample as editors_work
from knowledge.norm import starting_years
from telephony.sample import callbacks, menu, queues


class Command(BaseCommand):
    help = "Load the sample city. A second run changes nothing that somebody has changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--history",
            type=int,
            default=0,
            metavar="N",
            help="have so many made-up closed contacts of the past two years",
        )

    def handle(self, *, history: int, **options: Any) -> None:
        if not settings.SAMPLE_CITY:
            raise CommandError(
                "This is not a sample city: SAMPLE_CITY=1 is not set. Nothing changed."
            )
        with transaction.atomic():
            self.load()
        if history:
            self.load_history(history)

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
        self.stdout.write(f"{starting_articles.load(at=at)} new articles")
        self.stdout.write(f"{starting_guides.load(at=at)} new guides")
        self.stdout.write(f"{hard_words.load()} new hard words")
        self.stdout.write(f"{starting_years.load(at=at)} new years of the norm")
        self.stdout.write(f"{toll_free.load()} toll-free number")
        self.stdout.write(f"{create_people()} new people who sign in")
        self.stdout.write(f"{memberships.load()} people in districts")
        self.stdout.write(f"{queues.load()} queues")
        self.stdout.write(f"{callbacks.load(at=at)} new callbacks")
        self.stdout.write(f"{menu.load(at=at)} version of the phone menu")
        self.stdout.write(f"{editors_work.load(at=at)} articles have an owner")
        self.stdout.write(f"{sample_feedback.load(at=at)} people said something about articles")
        added = case_register.load(today=timezone.localdate(at))
        self.stdout.write(f"{added} new invented people in the case register")
        self.stdout.write(f"{contacts.load(at=at)} new contacts, {news.load(at=at)} new news items")
        self.stdout.write("The sample city is ready")

    def load_history(self, wanted: int) -> None:
        """Make the made-up contacts that are missing, and say how far it has come."""
        there = history.count()
        if there >= wanted:
            self.stdout.write(f"{there} made-up contacts are there already: none added")
            return
        for made in history.make(there, wanted, today=timezone.localdate()):
            self.stdout.write(f"{made} of {wanted} made-up contacts")
