"""The sample city's case register: its tables and its invented people, made by the owner role in a database of their own."""

from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from cases.case_register.invented import next_payout, people
from contactcenter.database import CASE_REGISTER

TABLES = Path(settings.BASE_DIR, "deploy", "postgres", "case_register.sql")


def connected_as_owner() -> psycopg.Connection:
    """Open the register's database as the role that owns it, which lies beside the product's own."""
    owner, register = settings.DATABASES["owner"], settings.DATABASES[CASE_REGISTER]
    return psycopg.connect(
        host=register["HOST"],
        port=register["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname=register["NAME"],
    )


def load(*, today: date) -> int:
    """Make the tables and add the people who are missing; answer how many were added. Without a register there are none."""
    if CASE_REGISTER not in settings.DATABASES:
        return 0
    with connected_as_owner() as database:
        database.execute(TABLES.read_bytes())
        return sum(add(person, database, today=today) for person in people().values())


def add(person: dict[str, Any], database: psycopg.Connection, *, today: date) -> bool:
    """Add one person with all that is known about them, unless they are there already."""
    added = database.execute(
        "INSERT INTO resident (personal_number, given_name, surname, street, is_protected) "
        "VALUES (%(number)s, %(given_name)s, %(surname)s, %(street)s, %(is_protected)s) ON CONFLICT DO NOTHING",
        {"is_protected": False, **person},
    ).rowcount
    if added:
        for case in person["cases"]:
            add_case(person["number"], case, database, today=today)
    return bool(added)


def add_case(
    number: str, case: dict[str, Any], database: psycopg.Connection, *, today: date
) -> None:
    """Add a matter and its decisions."""
    database.execute(
        "INSERT INTO matter (personal_number, district, service, handler, unit, payout_date) "
        "VALUES (%(number)s, %(district)s, %(service)s, %(handler)s, %(unit)s, %(payout_date)s)",
        case | {"number": number, "payout_date": next_payout(case["payout_day"], today)},
    )
    for decision in case["decisions"]:
        database.execute(
            "INSERT INTO decision (matter_id, decided_on, decision) "
            "SELECT id, %(on)s::date, %(text)s FROM matter "
            "WHERE (personal_number, district, service) = (%(number)s, %(district)s, %(service)s)",
            {**case, **decision, "number": number},
        )
