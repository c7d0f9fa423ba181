"""Which case register is asked: the one that the settings name, or for training one of invented people."""

from django.conf import settings
from django.utils import timezone

from cases.case_register import CaseRegister, RegisterAnswer, RegisterUnavailable
from cases.case_register.guard import Guarded
from cases.case_register.http import HTTPRegister
from cases.case_register.invented import InventedRegister
from cases.case_register.postgresql import PostgreSQLRegister
from contactcenter.personal_numbers import PersonalNumber


class NotConnected:
    """A city without a register: every look-up ends with the manual route."""

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        raise RegisterUnavailable("No case register is connected: CASE_REGISTER_URL is not set.")


def is_connected() -> bool:
    return bool(settings.CASE_REGISTER_URL)


def register(*, is_training: bool) -> CaseRegister:
    """Answer with the register to ask. Training never reaches a city's own."""
    if is_training:
        return InventedRegister(today=timezone.localdate())
    if not is_connected():
        return NotConnected()
    if settings.CASE_REGISTER_URL.startswith("postgresql:"):
        return Guarded(PostgreSQLRegister())
    return Guarded(HTTPRegister(settings.CASE_REGISTER_URL, token=settings.CASE_REGISTER_TOKEN))
