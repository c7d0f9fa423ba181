"""A draft of the phone menu takes the place of what callers hear, whole or not at all, whoever acts at the same time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils.translation import override

from contactcenter.audit.models import AuditEvent
from telephony import menu_checks, menus, queues
from telephony.menu_content import PhoneMenu
from telephony.models import IvrMenu
from tests.factories import PhoneLineFactory, QueueFactory, UserFactory
from tests.telephony.test_menus import TO_MONEY, phone_menu

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def published(db) -> IvrMenu:
    """A published menu that leads to one queue."""
    QueueFactory(slug="money")
    PhoneLineFactory(slug="socialjouren", unit__kind="emergency")
    draft = menus.begin(None, by=None, at=NOW)
    menus.save(draft, phone_menu(), revision=0, by=None, at=NOW)
    menus.publish(draft, revision=1, by=None, at=NOW)
    return draft


def test_a_draft_takes_the_place_of_what_is_published(published):
    lead = UserFactory(roles=["team_lead"])
    draft = menus.begin(published, by=lead, at=NOW)
    menus.publish(draft, revision=0, by=lead, at=NOW)

    published.refresh_from_db()
    assert (published.state, draft.state) == ("replaced", "published")
    assert menus.published() == phone_menu()
    written = AuditEvent.objects.order_by("position").values_list("action", flat=True)
    assert list(written)[-2:] == [
        "menu.begun",
        "menu.published",
    ]


def test_what_has_faults_is_not_published(published):
    draft = menus.begin(published, by=None, at=NOW)
    menus.save(draft, phone_menu(replace(TO_MONEY, queue="")), revision=0, by=None, at=NOW)

    with override("en"), pytest.raises(menu_checks.Faulty) as refused:
        menus.publish(draft, revision=1, by=None, at=NOW)

    assert str(refused.value) == "1: Choose a queue that is in use."
    assert menus.published() == phone_menu()


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_taken_out_of_use_meanwhile_is_in_no_published_menu(published):
    """Two people at once: whichever is first, callers are not led to nothing."""
    lead, other = UserFactory(roles=["team_lead"]), QueueFactory(slug="other", line__mode="always")
    draft = menus.begin(published, by=lead, at=NOW)
    to_other = replace(TO_MONEY, queue="other")
    menus.save(draft, phone_menu(to_other), revision=0, by=lead, at=NOW)

    def publish():
        try:
            menus.publish(draft, revision=1, by=lead, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            queues.retire(other, by=lead, at=NOW)
            publishing = pool.submit(publish)
            with pytest.raises(TimeoutError):
                publishing.result(timeout=0.3)
        with pytest.raises(menu_checks.Faulty):
            publishing.result(timeout=10)

    assert menus.published() == phone_menu()
    assert not menus.faults_of_published()


def test_there_is_one_draft_at_a_time(published):
    menus.begin(published, by=None, at=NOW)

    with pytest.raises(menus.AlreadyBeingWritten):
        menus.begin(published, by=None, at=NOW)


def test_of_two_people_who_save_one_is_told(published):
    draft = menus.begin(published, by=None, at=NOW)
    menus.save(draft, phone_menu(), revision=0, by=None, at=NOW)

    with pytest.raises(menus.Outdated):
        menus.save(draft, phone_menu(), revision=0, by=None, at=NOW + timedelta(seconds=1))


def test_what_is_published_is_neither_changed_nor_thrown_away(published):
    with pytest.raises(menus.Outdated):
        menus.save(published, phone_menu(), revision=published.revision, by=None, at=NOW)
    with pytest.raises(menus.Outdated):
        menus.discard(published, revision=published.revision, by=UserFactory(), at=NOW)


def test_an_older_version_can_be_brought_back(published):
    other = menus.begin(published, by=None, at=NOW)
    menus.save(other, replace(phone_menu(), languages={"1": "sv"}), revision=0, by=None, at=NOW)
    menus.publish(other, revision=1, by=None, at=NOW)

    published.refresh_from_db()
    again = menus.begin(published, by=None, at=NOW)

    assert PhoneMenu.read(again.content) == phone_menu()
    assert again.number == other.number + 1
