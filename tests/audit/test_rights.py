"""What the application's own role is refused in PostgreSQL, asked as that role."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import errors

from contactcenter.audit import events
from contactcenter.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

REFUSED = [
    "UPDATE audit_auditevent SET actor = 'somebody else'",
    "UPDATE audit_auditevent SET actor = actor WHERE false",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "SELECT * FROM audit_auditevent FOR UPDATE",
    "LOCK TABLE audit_auditevent IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "ALTER TABLE audit_auditevent DROP COLUMN actor",
    "ALTER TABLE audit_auditevent OWNER TO CURRENT_USER",
    "CREATE TRIGGER quiet BEFORE INSERT ON audit_auditevent EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE quiet AS ON INSERT TO audit_auditevent DO INSTEAD NOTHING",
    "DROP TABLE audit_auditevent",
    "CREATE TABLE mine (LIKE audit_auditevent)",
    f"SET ROLE {settings.DATABASES['owner']['USER']}",
    "INSERT INTO audit_checkpoint SELECT position, hash, at::date, at, hash FROM audit_auditevent",
    "UPDATE audit_checkpoint SET position = 0",
    "DELETE FROM audit_checkpoint",
    "TRUNCATE audit_checkpoint",
    "UPDATE audit_verification SET problem = ''",
    "DELETE FROM audit_verification",
    "ALTER FUNCTION audit_make_partition(date) RESET ALL",
    "DROP FUNCTION audit_make_partition(date)",
]
REFUSED_IN_A_PARTITION = [
    "UPDATE {} SET actor = 'somebody else'",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "INSERT INTO {} SELECT * FROM audit_auditevent",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "ALTER TABLE audit_auditevent DETACH PARTITION {}",
    "DROP TABLE {}",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_application_may_only_insert_and_read(statement):
    events.record(None, "line.opened", at=AT)

    refuse(statement)

    assert AuditEvent.objects.get().actor == ""


@pytest.mark.parametrize("statement", REFUSED_IN_A_PARTITION)
def test_application_may_not_go_round_by_a_partition(statement):
    events.record(None, "line.opened", at=AT)

    for partition in partition_names():
        refuse(statement.format(partition))


def test_application_may_not_touch_a_partition_that_is_made_later():
    before = set(partition_names())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_make_partition((date_trunc('month', now()) + interval '3 months')::date)"
        )

    (made,) = set(partition_names()) - before
    for statement in REFUSED_IN_A_PARTITION:
        refuse(statement.format(made))


def refuse(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert isinstance(refusal.value.__cause__, errors.InsufficientPrivilege)


def partition_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_auditevent'::regclass"
        )
        return [name for (name,) in cursor.fetchall()]
