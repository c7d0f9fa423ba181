"""`manage.py check_case_register`: does the register answer as docs/case_register.md says?"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.case_register import RegisterUnavailable, connect
from contactcenter.personal_numbers import PersonalNumber

# An official test number (Skatteverket): never given to anybody, so that asking about it is a look at nobody.
TEST_NUMBER = PersonalNumber("201311122392")


class Command(BaseCommand):
    help = "Ask the case register about an official test number, which is nobody's."

    def handle(self, **options: Any) -> None:
        begins = time.monotonic()
        try:
            answer = connect.register(is_training=False).ask(TEST_NUMBER, surname="Test")
        except RegisterUnavailable as refusal:
            raise CommandError(str(refusal)) from None
        milliseconds = 1000 * (time.monotonic() - begins)
        self.stdout.write(
            f"The register answered in {milliseconds:.0f} ms, as agreed: {len(answer.cases)} cases"
        )
