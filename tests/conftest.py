"""Databases of its own for every test process, made by the owner role; the tests themselves run as the application's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from django.test.testcases import LiveServerThread
from django.utils import timezone
from django.utils.translation import deactivate
from psycopg import sql

from cases.sample import case_register
from tests import quiet
from tests.endurance import SHARE

# What is drawn by lot is the same in every run, but for `make endurance`, and no example has to be quick.
hypothesis.settings.register_profile(
    "ours",
    derandomize=SHARE < 1,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("ours")

pytest_plugins = ["tests.browser", "tests.sample_city", "tests.scheduling"]

POSTGRES = Path(__file__).resolve().parent.parent / "deploy" / "postgres"
KEPT = ["django_migrations", "django_content_type", "auth_permission"]
# Last the editions, which PostgreSQL itself writes when other tables change.
TABLES = """
SELECT format('%%I', tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)
 ORDER BY tablename = 'districts_edition'
"""
NUMBER_FROM_ONE = """
SELECT setval(format('%%I', sequencename), 1, false) FROM pg_sequences
 WHERE last_value IS NOT NULL AND sequencename <> ALL(%s)
"""


def connect_as_owner(name: str) -> psycopg.Connection:
    owner = settings.DATABASES["owner"]
    return psycopg.connect(
        host=owner["HOST"],
        port=owner["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname=name,
        autocommit=True,
        **owner["OPTIONS"],
    )


@contextmanager
def new_database(aliases: list[str], prepare: Path) -> Iterator[None]:
    """Make a database for this process in the place of the one that these aliases lead to, and run the file in it."""
    name = (
        f"test_{settings.DATABASES[aliases[0]]['NAME']}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    )
    with connect_as_owner(settings.DATABASES["owner"]["NAME"]) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
        )
        with connect_as_owner(name) as database:
            database.execute(prepare.read_text())
        for alias in aliases:
            connections[alias].settings_dict["NAME"] = settings.DATABASES[alias]["NAME"] = name
        yield
        connections.close_all()
        with suppress(
            psycopg.errors.ObjectInUse
        ):  # by a browser's last request: the next run will drop it
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """The product's database, and a case register with the invented people, who nobody here can change."""
    with (
        django_db_blocker.unblock(),
        new_database(["default", "owner"], POSTGRES / "grants.sql"),
        new_database(["case_register"], POSTGRES / "case_register.sql"),
    ):
        call_command("migrate", database="owner", verbosity=0)
        case_register.load(today=timezone.localdate())
        yield


def empty_every_table(self: TransactionTestCase, **kwargs: object) -> None:
    """The application's role may not do so, so the owner does it after a test with real transactions.

    By DELETE: TRUNCATE takes ten times as long for the few rows that there are.
    """
    try:
        quiet.wait_for_browsers()
        with connect_as_owner(settings.DATABASES["owner"]["NAME"]) as database:
            quiet.wait_for_database(database)
            tables = database.execute(TABLES, [KEPT]).fetchall()
            database.execute("; ".join(f"DELETE FROM {table}" for (table,) in tables))
            database.execute(NUMBER_FROM_ONE, [[f"{table}_id_seq" for table in KEPT]])
    except psycopg.Error:
        # pytest-django would not, and every later test of this process would be refused its other databases.
        type(self).doClassCleanups()
        raise


@pytest.fixture(scope="session", autouse=True)
def owner_empties_tables() -> Iterator[None]:
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = empty_every_table
    LiveServerThread.server_class = quiet.CountingServer
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A request leaves its language with the thread; the next test begins in the house's."""
    yield
    deactivate()


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path) -> Path:
    """The audit trail's anchors belong to one test's events; no test writes among the real ones."""
    settings.AUDIT_ANCHOR_FILE = tmp_path / "audit-anchors.log"
    return settings.AUDIT_ANCHOR_FILE
