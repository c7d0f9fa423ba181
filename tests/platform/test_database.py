import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from contactcenter.database import OwnerMigrates

TWENTY_THREADS = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection

def ask(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), pg_sleep(0.02)")
        backend, _slept = cursor.fetchone()
    connection.close()
    return backend

with ThreadPoolExecutor(20) as threads:
    backends = list(threads.map(ask, range(60)))
print(len(backends), len(set(backends)))
connection.close_pool()
"""


@pytest.mark.parametrize(
    ("what", "most"),
    [
        ("statement_timeout", "5s"),
        ("lock_timeout", "2s"),
        ("idle_in_transaction_session_timeout", "30s"),
    ],
)
def test_nobody_waits_for_long(what, most):
    """The limits belong to the application's role, so that they hold behind a connection pooler too."""
    ours = settings.DATABASES["default"]
    with psycopg.connect(  # without what tests/settings.py asks for beyond them
        host=ours["HOST"],
        port=ours["PORT"] or None,
        user=ours["USER"],
        password=ours["PASSWORD"],
        dbname=ours["NAME"],
        **ours["OPTIONS"] | {"options": ""},
    ) as database:
        assert database.execute(f"SHOW {what}").fetchone() == (most,)


def test_many_threads_share_few_connections():
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "contactcenter.settings",
        "DATABASE_POOL_SIZE": "4",
    }

    result = subprocess.run(
        [sys.executable, "-c", TWENTY_THREADS], env=env, capture_output=True, text=True, check=True
    )

    answered, backends = map(int, result.stdout.split())
    assert answered == 60
    assert backends <= 4


def test_only_the_owner_migrates():
    assert OwnerMigrates().allow_migrate("owner", "districts")
    assert not OwnerMigrates().allow_migrate("default", "districts")
