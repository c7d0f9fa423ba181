"""`manage.py rebuild_search`: the index of published texts made anew, as after a change to endings or parts of words."""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge import search_index


class Command(BaseCommand):
    help = "Make the index of the search anew from what is published."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{search_index.rebuild()} texts indexed")
