"""Every change to what residents are told makes a new edition, whoever makes it: a form, a command, a person with psql.

PostgreSQL sees to it: a table's migration says `operations = [editions.changed_by("knowledge_topic")]`. A stamp that another
transaction has replaced but not committed is passed over, so nobody waits and no two can lock each other out.
"""

import math
import time

from django.conf import settings
from django.db import connection
from django.db.migrations import RunSQL

MAKE_EDITION = """
CREATE FUNCTION make_edition() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE districts_edition SET stamp = gen_random_uuid()
   WHERE id = (SELECT id FROM districts_edition LIMIT 1 FOR UPDATE SKIP LOCKED);
  IF NOT FOUND THEN
    INSERT INTO districts_edition (stamp) VALUES (gen_random_uuid());
  END IF;
END $$;
CREATE FUNCTION new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM make_edition();
  RETURN NULL;
END $$;
"""
DROP_MAKE_EDITION = "DROP FUNCTION new_edition(); DROP FUNCTION make_edition();"
CHANGED = """
CREATE TRIGGER new_edition AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION new_edition()
"""
DROP_TRIGGER = "DROP TRIGGER new_edition ON {table}"

_newest: dict[
    str, tuple[float, str]
] = {}  # when this process asked, in seconds of a clock that never goes back


def changed_by(*tables: str) -> RunSQL:
    """Answer the operation of a migration after which every change to the tables makes a new edition."""
    return RunSQL(
        [CHANGED.format(table=table) for table in tables],
        [DROP_TRIGGER.format(table=table) for table in tables],
    )


def stamp() -> str:
    """Answer a text that is another one after any change to what residents are told, EDITION_KEPT_SECONDS later at most.

    Many readers at once share one question to the database, so that a rush of them costs it little.
    """
    now = time.monotonic()
    asked_at, known = _newest.get("stamp", (-math.inf, ""))
    if now - asked_at < settings.EDITION_KEPT_SECONDS:
        return known
    newest = asked_for()
    _newest["stamp"] = now, newest
    return newest


def asked_for() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(stamp::text, ' ' ORDER BY id) FROM districts_edition")
        (stamps,) = cursor.fetchone()
    return stamps or ""
