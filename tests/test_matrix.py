"""Every URL × method × person gets what tests/matrix.py says.

A URL that is not in the table fails, and so does a line whose URL is gone. Whoever is not let in changes nothing, and
neither does a GET.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from contactcenter import schedule
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole, Role
from districts.models import Unit
from tests.factories import (
    MembershipFactory,
    UnitFactory,
    UserFactory,
)
from tests.matrix import GROUPS, MORE_METHODS, NOBODY, PEOPLE, ROWS, Row
from tests.place import Place, named_routes

FORM = "application/x-www-form-urlencoded"


@dataclass
class City:
    places: dict[str, Place]
    sessions: dict[str, str]  # of those who are signed in

    def ask(self, person: str, method: str, address: str) -> str:
        """Answer what the person gets: the status, or `sign-in`."""
        client = Client()
        if person in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        response = client.generic(method, address, "of=no+use", FORM)
        is_led_to_sign_in = response.get("Location", "").startswith(reverse("account_login"))
        return "sign-in" if is_led_to_sign_in else str(response.status_code)


def build_people(here: Unit, there: Unit) -> dict[str, User]:
    staff, admin = DistrictRole.STAFF, DistrictRole.ADMIN
    people = {role: UserFactory(roles=[role]) for role in Role}
    for name, works in {
        "staff": {here: staff},
        "admin": {here: admin},
        "staff_there": {there: staff},
        "admin_there": {there: admin},
        "admin_here_staff_there": {here: admin, there: staff},
        "staff_here_admin_there": {here: staff, there: admin},
    }.items():
        people[name] = UserFactory()
        for unit, role in works.items():
            MembershipFactory(user=people[name], unit=unit, role=role)
    return people | {"disabled": UserFactory(roles=list(Role))}


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[City]:
    """Built once for all lines of the table; every request is rolled back, and in the end all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = UnitFactory(), UnitFactory()
        people = build_people(here, there)
        sessions = {name: session_of(person) for name, person in people.items()}
        User.objects.filter(pk=people["disabled"].pk).update(is_active=False)
        place = partial(Place.built, by=people["admin"])
        places = {"here": place(here.district), "city": place(None)}
        places["here"].give_to(people["agent"])
        yield City(places, sessions)
        transaction.set_rollback(True)


def rows_changed() -> int:
    """Count what this transaction has written so far, beside sessions and the trail of what was tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
            " WHERE relname <> 'django_session' AND relname NOT LIKE 'audit_%'"
        )
        (count,) = cursor.fetchone()
    return int(count)


@contextmanager
def undone() -> Iterator[None]:
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


def expected(row: Row, person: str, method: str) -> set[str]:
    """Who is not let in may be told so before or after being told that there is no such method."""
    more = MORE_METHODS.get((row.route, method), "405")
    offered = set({"GET": row.get, "POST": row.post}.get(method, more).split("|"))
    if person in GROUPS[row.let_in]:
        return offered
    if person in NOBODY:
        refusal = "401" if row.route.startswith("api:") else "sign-in"
    else:
        refusal = "404" if person in GROUPS[row.hidden_from] else "403"
    return {refusal} | (offered & {"405"})


def test_every_url_stands_in_the_table():
    assert {row.route for row in ROWS} == {name for name, _ in named_routes(get_resolver())}


def test_no_line_stands_twice():
    assert len({(row.route, row.of) for row in ROWS}) == len(ROWS)


@pytest.fixture
def clock() -> None:
    """Without a tick, /readyz would say that the house is not ready."""
    schedule.tick()


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.route}-{row.of}")
def test_everybody_gets_what_the_table_says(city, row, method):
    address = city.places["city" if row.of == "city" else "here"].address(row.route)
    let_in, before = GROUPS[row.let_in], rows_changed()

    got = {person: city.ask(person, method, address) for person in PEOPLE - let_in}
    changed_by_refused = rows_changed() - before
    for person in let_in:
        with undone():
            got[person] = city.ask(person, method, address)
    changed_by_reading = rows_changed() - before if method == "GET" else 0

    surprises = {
        person: answer
        for person, answer in got.items()
        if answer not in expected(row, person, method)
    }
    assert not surprises, f"{address}: {surprises}"
    assert (changed_by_refused, changed_by_reading) == (0, 0)
