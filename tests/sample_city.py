"""The sample city for tests: loaded once in a process, after that its rows are put back, in a fraction of the time.

A plugin, named in conftest.py. A test that makes rows of its own makes them after the city's, lest their numbers meet.
"""

from dataclasses import dataclass
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.conftest import KEPT, connect_as_owner

# Partitions come with their whole, and PostgreSQL sees to the editions and to generated columns by itself.
TABLES = """
SELECT attrelid::regclass::text, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
   AND relname <> 'districts_edition' AND relname <> ALL(%s)
   AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
 GROUP BY attrelid
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


@dataclass
class Rows:
    """Everything in the database: each table in the text form of COPY, and the last number of each sequence."""

    tables: dict[str, bytes]
    numbers: dict[str, int]

    @classmethod
    def read(cls) -> "Rows":
        tables = {}
        with connection.cursor() as cursor:
            cursor.execute(TABLES, [KEPT])
            for table, columns in cursor.fetchall():
                with cursor.copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT") as rows:
                    tables[table] = b"".join(rows)
            cursor.execute(SEQUENCES)
            numbers = dict(cursor.fetchall())
        return cls({table: rows for table, rows in tables.items() if rows}, numbers)

    def write(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.tables.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
        with connect_as_owner(settings.DATABASES["owner"]["NAME"]) as database:
            for sequence, number in self.numbers.items():
                database.execute("SELECT setval(%s, %s)", [sequence, number])


LOADED: dict[date, tuple[str, Rows]] = {}  # by its day, on which hours and news depend


@pytest.fixture
def sample_city(db) -> str:
    """Answer what the command says."""
    today = timezone.localdate()
    if today in LOADED:
        said, rows = LOADED[today]
        rows.write()
        return said
    assert Rows.read().tables == {}, "Something was there before the sample city"
    out = StringIO()
    call_command("sample_city", stdout=out)
    LOADED[today] = out.getvalue(), Rows.read()
    return out.getvalue()
