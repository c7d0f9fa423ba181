"""`manage.py create_administrator EMAIL NAME`: the first person of a city, who then invites the others."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from contactcenter.accounts import invitations
from contactcenter.accounts.roles import Role


class Command(BaseCommand):
    help = "Invite an administrator, and print the link by which they choose their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address. Nothing changed.") from error
        try:
            person = invitations.invite(
                email=email,
                display_name=name,
                language=settings.LANGUAGE_CODE,
                roles=[Role.ADMINISTRATOR],
                by=None,
                at=timezone.now(),
            )
        except invitations.AlreadyHere as error:
            raise CommandError(f"{email} is here already. Nothing changed.") from error
        self.stdout.write(invitations.link(person))
