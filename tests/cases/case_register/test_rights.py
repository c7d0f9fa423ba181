"""Look, do not touch: what PostgreSQL refuses the role that the desk has in the case register, asked as that role."""

from contextlib import suppress

import psycopg
import pytest
from django.conf import settings
from psycopg import errors

from cases.case_register.postgresql import QUESTION
from contactcenter import database
from districts.models import District
from tests.cases.case_register.reader import connected_as_reader
from tests.conftest import connect_as_owner

pytestmark = pytest.mark.django_db

REFUSED = [
    "INSERT INTO contact_centre_case (personal_number) VALUES ('201311122392')",
    "UPDATE contact_centre_case SET surname = 'Changed'",
    "UPDATE contact_centre_case SET surname = surname WHERE false",
    "DELETE FROM contact_centre_case",
    "DELETE FROM contact_centre_case WHERE false",
    "TRUNCATE contact_centre_case",
    "MERGE INTO matter USING contact_centre_case ON false WHEN MATCHED THEN DELETE",
    "SELECT * FROM contact_centre_case FOR UPDATE",
    "BEGIN; LOCK TABLE contact_centre_case IN ACCESS EXCLUSIVE MODE",
    "COPY contact_centre_case (personal_number) FROM STDIN",
    "COPY contact_centre_case TO PROGRAM 'cat'",
    "COPY (SELECT 1) TO '/tmp/copied'",
    "ALTER VIEW contact_centre_case RENAME TO mine",
    "ALTER VIEW contact_centre_case OWNER TO case_register_reader",
    "DROP VIEW contact_centre_case",
    "CREATE OR REPLACE VIEW contact_centre_case AS SELECT 1",
    "CREATE RULE quiet AS ON INSERT TO contact_centre_case DO INSTEAD NOTHING",
    "CREATE TRIGGER quiet INSTEAD OF INSERT ON contact_centre_case EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "COMMENT ON VIEW contact_centre_case IS 'mine'",
    *[
        statement.format(table=table)
        for table in ["resident", "matter", "decision"]
        for statement in [
            "SELECT * FROM {table}",
            "SELECT count(*) FROM {table}",
            "INSERT INTO {table} DEFAULT VALUES",
            "DELETE FROM {table}",
            "TRUNCATE {table} CASCADE",
            "ALTER TABLE {table} ADD COLUMN mine text",
            "ALTER TABLE {table} DISABLE TRIGGER ALL",
            "DROP TABLE {table} CASCADE",
            "CREATE INDEX ON {table} ((1))",
            "COPY {table} TO STDOUT",
            "GRANT SELECT ON {table} TO case_register_reader",
        ]
    ],
    "UPDATE resident SET is_protected = false",
    "UPDATE matter SET handler = 'Somebody else'",
    "UPDATE decision SET decision = 'Changed'",
    "CREATE TABLE mine (number text)",
    "CREATE TABLE mine AS SELECT * FROM contact_centre_case",
    "SELECT * INTO mine FROM contact_centre_case",
    "CREATE TEMPORARY TABLE mine (number text)",
    "CREATE TEMPORARY VIEW mine AS SELECT 1",
    "CREATE TEMPORARY SEQUENCE mine",
    "CREATE VIEW mine AS SELECT * FROM contact_centre_case",
    "CREATE MATERIALIZED VIEW mine AS SELECT * FROM contact_centre_case",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TYPE mine AS (number text)",
    "CREATE SEQUENCE mine",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION dblink",
    "CREATE DATABASE mine",
    "CREATE ROLE mine",
    "CREATE PUBLICATION mine FOR ALL TABLES",
    "DROP SCHEMA public CASCADE",
    "DROP OWNED BY contactcenter_owner",
    "REASSIGN OWNED BY contactcenter_owner TO case_register_reader",
    "ALTER SCHEMA public OWNER TO case_register_reader",
    "ALTER DATABASE DATABASE_NAME SET default_transaction_read_only = off",
    "ALTER DEFAULT PRIVILEGES FOR ROLE contactcenter_owner GRANT SELECT ON TABLES TO case_register_reader",
    "ALTER ROLE case_register_reader SUPERUSER",
    "ALTER ROLE contactcenter_owner PASSWORD 'mine'",
    "ALTER SYSTEM SET fsync = off",
    "SET ROLE contactcenter_owner",
    "SET SESSION AUTHORIZATION contactcenter_owner",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_reload_conf()",
    "SELECT query_to_xml('DELETE FROM contact_centre_case', true, true, '')",
    "DO $$ BEGIN DELETE FROM contact_centre_case; END $$",
    "WITH gone AS (DELETE FROM resident RETURNING *) SELECT * FROM gone",
]


WITHOUT_EFFECT = [
    "GRANT SELECT ON contact_centre_case TO PUBLIC",
    "GRANT UPDATE ON contact_centre_case TO case_register_reader",
    "REVOKE SELECT ON contact_centre_case FROM case_register_reader",
]
REFUSALS = (
    errors.InsufficientPrivilege,
    errors.ReadOnlySqlTransaction,
    errors.ObjectNotInPrerequisiteState,  # this view cannot be written to, whoever tries
    errors.WrongObjectType,
)


def everything() -> list[tuple[object, ...]]:
    """Answer what is in the register, and who may do what there, as its owner sees it."""
    with connect_as_owner(settings.DATABASES["case_register"]["NAME"]) as register:
        return [
            row
            for question in [
                "SELECT * FROM resident ORDER BY 1",
                "SELECT * FROM matter ORDER BY 1",
                "SELECT * FROM decision ORDER BY 1, 2, 3",
                "SELECT oid::regclass::text, relowner, relacl::text FROM pg_class WHERE relowner > 10 ORDER BY 1",
            ]
            for row in register.execute(question)
        ]


def attempt(statement: str, *, read_only: str) -> None:
    """Run a statement as the reader; what copies in or out has to be carried through to be refused."""
    name = settings.DATABASES["case_register"]["NAME"]
    with connected_as_reader(autocommit=True) as reader:
        reader.execute(f"SET default_transaction_read_only = {read_only}")
        if statement.endswith("STDIN"):
            with reader.cursor().copy(statement) as copying:
                copying.write("201311122392\n")
        else:
            reader.execute(statement.replace("DATABASE_NAME", name))


@pytest.mark.parametrize("statement", REFUSED)
def test_reader_changes_nothing_and_sees_the_view_only(statement):
    """Whoever got hold of the connection may switch its read-only mode off, and gains nothing."""
    before = everything()

    for read_only in ["on", "off"]:
        with pytest.raises(REFUSALS):
            attempt(statement, read_only=read_only)

    assert everything() == before


@pytest.mark.parametrize("statement", WITHOUT_EFFECT)
def test_reader_gives_and_takes_no_rights(statement):
    """PostgreSQL answers some of these with a warning only."""
    before = everything()

    with suppress(*REFUSALS):
        attempt(statement, read_only="off")

    assert everything() == before


def test_reader_reads_the_view():
    with connected_as_reader() as reader:
        rows = reader.execute("SELECT surname, handler FROM contact_centre_case WHERE is_protected")

        assert rows.fetchall() == [(None, None)]


def test_application_opens_the_register_as_the_reader_only():
    product = settings.DATABASES["default"]

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connected_as_reader(user=product["USER"], password=product["PASSWORD"])


def test_question_names_its_columns():
    assert "*" not in QUESTION


def test_router_refuses_migrations_and_what_came_from_the_register():
    router = database.ReadOnly()
    row = District(slug="jarva")
    row._state.db = database.CASE_REGISTER

    assert router.allow_migrate(database.CASE_REGISTER, "cases") is False
    assert router.allow_migrate("owner", "cases") is None
    with pytest.raises(database.WriteRefused):
        row.save()
