"""A new edition comes with every change to what residents are told, and nobody waits for anybody's."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from districts import editions
from districts.models import Edition, PhoneLine
from tests.factories import PhoneLineFactory


@pytest.mark.django_db(transaction=True)
def test_two_that_change_something_at_once_do_not_wait_for_each_other():
    PhoneLineFactory(slug="first")
    PhoneLineFactory(slug="second")
    before = editions.stamp()

    with colleague() as other:
        other.execute("SET lock_timeout = '1s'")
        other.execute("UPDATE districts_phoneline SET note = 'x' WHERE slug = 'first'")
        PhoneLine.objects.filter(slug="second").update(note="y")
        between = editions.stamp()

    assert len({before, between, editions.stamp()}) == 3
    assert Edition.objects.count() == 2


def colleague() -> psycopg.Connection:
    """Answer a connection of somebody else's; what it did is committed when the block ends."""
    ours = settings.DATABASES["default"]
    return psycopg.connect(
        host=ours["HOST"],
        port=ours["PORT"] or None,
        user=ours["USER"],
        password=ours["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
    )


@pytest.mark.django_db
def test_what_is_undone_makes_no_edition():
    PhoneLineFactory()
    before = editions.stamp()

    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT one")
        PhoneLine.objects.update(note="x")
        during = editions.stamp()
        cursor.execute("ROLLBACK TO SAVEPOINT one")

    assert during != before
    assert editions.stamp() == before


@pytest.mark.django_db
def test_a_rush_of_readers_asks_once(settings, django_assert_num_queries):
    settings.EDITION_KEPT_SECONDS = 60
    PhoneLineFactory()
    before = editions.stamp()

    with django_assert_num_queries(0):
        assert editions.stamp() == before
    PhoneLine.objects.update(note="x")
    settings.EDITION_KEPT_SECONDS = 0
    assert editions.stamp() != before
