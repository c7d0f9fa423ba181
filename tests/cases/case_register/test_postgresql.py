"""A register that is a view in PostgreSQL, and what may be wrong with the view."""

import socket

import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from cases.case_register import CaseRegister, RegisterUnavailable, connect
from tests.cases.case_register.test_contract import LINDGREN, refused_in_time
from tests.conftest import connect_as_owner
from tests.patience import until

pytestmark = pytest.mark.django_db(databases=["default", "case_register"])

AS_AGREED = {
    "personal_number": "'199001012385'::text",
    "is_protected": "false",
    "surname": "'Lindgren'::text",
    "district": "'jarva'::text",
    "service": "'income-support'::text",
    "handler": "'Hedda Handfiktig'::text",
    "unit": "'jarva-income-support'::text",
    "decisions": """'[{"text": "Beviljat", "on": "2026-11-10", "grounds": "secret"}]'::jsonb""",
    "payout_date": "date '2026-11-27'",
}
READY_FOR_QUERY = b"Z\x00\x00\x00\x05I"
CONNECTED = """
SELECT count(*) FROM pg_stat_activity
 WHERE usename = 'case_register_reader' AND datname = current_database() AND query LIKE '%json_build_object%'
"""
SLOW = "(SELECT 'jarva'::text FROM pg_sleep(10))"


@pytest.fixture
def view(monkeypatch):
    """Put another view in the place of the sample city's, with columns of one's choice, once or several times."""

    def make(changes: dict[str, str], rows: int = 1) -> CaseRegister:
        columns = ", ".join(
            f"{value} AS {name}" for name, value in (AS_AGREED | changes).items() if value
        )
        with connect_as_owner(register) as database:
            database.execute(
                f"CREATE SCHEMA other; GRANT USAGE ON SCHEMA other TO case_register_reader;"
                f"CREATE VIEW other.contact_centre_case AS SELECT {columns} FROM generate_series(1, {rows});"
                f"GRANT SELECT ON other.contact_centre_case TO case_register_reader"
            )
        return connect.register(is_training=False)

    register = settings.DATABASES["case_register"]["NAME"]
    options = connections.settings["case_register"]["OPTIONS"]
    monkeypatch.setitem(options, "options", "-c search_path=other")
    yield make
    with connect_as_owner(register) as database:
        database.execute(sql.SQL("DROP SCHEMA IF EXISTS other CASCADE"))


def test_view_as_agreed_is_read(view):
    answer = view({}).ask(LINDGREN, surname="lindgren")

    assert answer.has_surname
    assert [case.handler for case in answer.cases] == ["Hedda Handfiktig"]


def test_fifty_more_columns_leak_none(view):
    secrets = {f"field_{number}": f"'secret-{number}'" for number in range(50)}

    answer = view(secrets).ask(LINDGREN, surname="Ek")

    assert "secret" not in repr(answer)


@pytest.mark.parametrize(
    "changes",
    [
        {"handler": ""},
        {"is_protected": ""},
        {"surname": ""},
        {"handler": "42"},
        {"district": "ARRAY['jarva']"},
        {"payout_date": "'on Friday'::text"},
        {"decisions": "'Beviljat'::text"},
        {"decisions": "'{}'::jsonb"},
        {"decisions": """'[{"text": "Beviljat"}]'::jsonb"""},
        {"decisions": """'[{"text": "Beviljat", "on": "2026-02-30"}]'::jsonb"""},
        {"handler": "repeat('x', 501)"},
        {"handler": "repeat('x', 200000)"},
        {"service": "(1 / (random() * 0)::integer)::text"},
    ],
)
def test_view_that_is_not_as_agreed_is_not_believed(view, changes):
    register = view(changes)

    with pytest.raises(RegisterUnavailable) as refusal:
        register.ask(LINDGREN, surname="Lindgren")

    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("unclear", ["true", "NULL::boolean"])
def test_whoever_may_be_protected_is_protected(view, unclear):
    answer = view({"is_protected": unclear}).ask(LINDGREN, surname="Lindgren")

    assert answer.is_protected
    assert answer.cases == ()
    assert not answer.has_surname


def test_too_many_cases_are_no_answer(view):
    register = view({}, rows=21)

    with pytest.raises(RegisterUnavailable):
        register.ask(LINDGREN, surname="Lindgren")


def test_slow_view_is_given_up_in_time(view):
    register = view({"district": SLOW})

    with refused_in_time():
        register.ask(LINDGREN, surname="Lindgren")


def test_database_that_stops_while_it_answers_is_given_up_in_time(postgresql_door):
    with postgresql_door.over(silent_once_connected), refused_in_time():
        postgresql_door.register().ask(LINDGREN, surname="Lindgren")


def silent_once_connected(source: socket.socket, goal: socket.socket) -> None:
    """Let the server say that it is ready for a question, and then nothing more."""
    is_ready = False
    while content := source.recv(4096):
        if not is_ready:
            goal.sendall(content)
        is_ready = is_ready or content.endswith(READY_FOR_QUERY)


def test_wrong_password_is_no_answer(monkeypatch):
    monkeypatch.setitem(connections.settings["case_register"], "PASSWORD", "guessed")

    with pytest.raises(RegisterUnavailable):
        connect.register(is_training=False).ask(LINDGREN, surname="Lindgren")


def test_every_question_closes_its_connection():
    """So that no connection stays behind in a thread that has ended."""
    for _question in range(3):
        connect.register(is_training=False).ask(LINDGREN, surname="Lindgren")

    with connect_as_owner(settings.DATABASES["case_register"]["NAME"]) as database:
        until(lambda: database.execute(CONNECTED).fetchone() == (0,))
