"""Which register is asked, and what the settings say when its address cannot be right."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from cases.case_register import RegisterUnavailable, connect
from cases.case_register.invented import InventedRegister, next_payout
from contactcenter import database
from contactcenter.personal_numbers import PersonalNumber
from tests.platform.test_settings import OWN_HOUSE, manage

NUMBER = PersonalNumber("198507099805")


def test_city_without_a_register_has_none_to_ask(settings):
    settings.CASE_REGISTER_URL = ""

    assert not connect.is_connected()
    with pytest.raises(RegisterUnavailable):
        connect.register(is_training=False).ask(NUMBER, surname="Ek")


def test_training_asks_no_real_register(settings):
    settings.CASE_REGISTER_URL = ""

    register = connect.register(is_training=True)

    assert isinstance(register, InventedRegister)
    assert register.ask(NUMBER, surname="Ek").cases[0].handler == "Hedda Handfiktig"


@pytest.mark.parametrize(
    ("address", "plain_http"),
    [
        ("http://register.example.org", False),
        ("https:register.example.org", False),
        ("mysql://reader:secret-password@register.example.org/cases", True),
        ("register.example.org", True),
        (" https://register.example.org", True),
    ],
)
def test_address_that_cannot_be_right_stops_the_start_without_being_told(address, plain_http):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database.of_case_register(address, plain_http=plain_http)

    assert str(refusal.value).startswith("Set CASE_REGISTER_URL to ")
    assert "example.org" not in str(refusal.value)


def test_unencrypted_address_is_for_the_sample_city_only():
    assert database.of_case_register("http://127.0.0.1:1", plain_http=True) == {}

    result = manage("check", env=OWN_HOUSE | {"CASE_REGISTER_URL": "http://127.0.0.1:1"})

    assert result.returncode == 1
    assert result.stderr.startswith("Set CASE_REGISTER_URL to ")


def test_postgresql_address_says_how_the_connection_is_secured():
    address = "postgresql://case_register_reader:secret@host/cases?sslmode=verify-full"

    [entry] = database.of_case_register(address, plain_http=False).values()

    assert entry["OPTIONS"] == {"connect_timeout": 2, "sslmode": "verify-full"}


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (27, date(2026, 11, 27), "2026-11-27"),
        (27, date(2026, 11, 28), "2026-12-27"),
        (31, date(2026, 11, 28), "2026-12-31"),
        (27, date(2026, 12, 28), "2027-01-27"),
        (None, date(2026, 11, 28), None),
    ],
)
def test_money_is_paid_out_on_the_next_such_day(day, today, expected):
    assert next_payout(day, today) == expected


@pytest.mark.django_db(databases=["default", "case_register"])
def test_register_can_be_checked_with_a_number_that_is_nobodys():
    out = StringIO()

    call_command("check_case_register", stdout=out)

    assert re.fullmatch(r"The register answered in \d+ ms, as agreed: 0 cases\n", out.getvalue())


def test_check_says_what_is_wrong(http_door):
    http_door.to_nobody()

    with pytest.raises(
        CommandError, match=r"^The register's address did not answer: ConnectError\.$"
    ):
        call_command("check_case_register")
