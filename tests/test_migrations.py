"""Migrations: complete, made by the owner alone, and the newest ones can be taken back."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OUR_APPS = sorted(
    config.label
    for config in apps.get_app_configs()
    if config.name.split(".")[0]
    in {"contactcenter", "districts", "knowledge", "telephony", "cases"}
)


GRAPH = MigrationLoader(None).graph
NEWEST = sorted(leaf for leaf in GRAPH.leaf_nodes() if leaf[0] in OUR_APPS)
# A room's first migration is never taken back.
STEPS = [
    (app, before, name)
    for app, name in NEWEST
    for room, before in GRAPH.node_map[app, name].parents
    if room == app
]


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_model_has_changed_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_migration_has_run_from_nothing():
    applied = MigrationRecorder(connection).applied_migrations()

    assert set(NEWEST) <= applied.keys()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE accounts_user ADD COLUMN is_god boolean",
        "DROP TABLE accounts_user",
        "TRUNCATE accounts_user CASCADE",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION citext",
        "SET ROLE contactcenter_owner",
    ],
)
def test_the_applications_role_cannot_change_tables(statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match=r"permission|owner"):
        cursor.execute(statement)


@pytest.mark.django_db
def test_every_table_belongs_to_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        owners = [owner for (owner,) in cursor.fetchall()]

    assert owners == [connections["owner"].settings_dict["USER"]]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("app", "before", "name"), STEPS)
def test_the_newest_migration_of_a_room_can_be_taken_back(app, before, name):
    call_command("migrate", app, before, database="owner", verbosity=0)
    call_command("migrate", database="owner", verbosity=0)  # the rooms above it, too

    assert (app, name) in MigrationRecorder(connection).applied_migrations()
