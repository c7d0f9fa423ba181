"""Queues that are set up and changed; nobody who waits in one is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection, transaction

from contactcenter.audit.models import AuditEvent
from telephony import menus, queues
from telephony.menu_content import START, Action, Choice, Menu, PhoneMenu
from telephony.models import Slot
from tests.factories import (
    CallbackFactory,
    PhoneLineFactory,
    QueueFactory,
    ServiceFactory,
    SlotFactory,
    UserFactory,
)

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
BOTH = {"sv": "Ord", "en": "Words"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(roles=["team_lead"])


def test_a_queue_gets_an_address_that_is_no_other_pages(by):
    line, service = PhoneLineFactory(unit__slug="menu"), ServiceFactory(code="all")

    queue = queues.create(line, service, by=by, at=NOW, name="Menu")

    assert queue.slug == "menu-all"
    assert AuditEvent.objects.get().action == "queue.created"


def test_of_two_people_who_change_a_queue_one_is_told(by):
    queue = QueueFactory(talk_minutes=5)
    queues.change(queue, revision=0, by=by, at=NOW, talk_minutes=7)

    with pytest.raises(queues.Outdated):
        queues.change(queue, revision=0, by=by, at=NOW, talk_minutes=9)

    queue.refresh_from_db()
    assert (queue.talk_minutes, queue.revision) == (7, 1)
    assert AuditEvent.objects.get().details["talk_minutes"] == ["5", "7"]


def test_of_two_people_who_add_the_same_queue_one_is_told(by):
    queue = QueueFactory()

    with pytest.raises(queues.AlreadyThere):
        queues.create(queue.line, queue.service, by=by, at=NOW, name="Again")


def test_a_queue_where_people_wait_stays_in_use(by):
    callback = CallbackFactory()

    with pytest.raises(queues.HasCallbacks):
        queues.retire(callback.queue, by=by, at=NOW)


def test_a_queue_where_people_wait_stays_that_of_their_assignment(by):
    callback, other = CallbackFactory(), ServiceFactory(code="elder-care")

    with pytest.raises(queues.HasCallbacks):
        queues.change(callback.queue, revision=0, by=by, at=NOW, service=other)

    callback.queue.refresh_from_db()
    assert callback.queue.service == callback.service


def menu_that_leads_to(queue, by):
    """A draft, ready to be published."""
    to_it = Choice("1", Action.CALLBACK, label=BOTH, queue=queue.slug)
    menu = PhoneMenu(BOTH, menus={START: Menu(START, queue=queue.slug, choices=(to_it,))})
    draft = menus.begin(None, by=by, at=NOW)
    menus.save(draft, menu, revision=0, by=by, at=NOW)
    return draft


@pytest.mark.django_db(transaction=True)
def test_a_queue_is_not_taken_out_of_use_while_a_menu_that_leads_there_is_published(by):
    queue = QueueFactory()
    draft = menu_that_leads_to(queue, by)

    def retire():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            queues.retire(queue, by=by, at=NOW)

    def in_a_connection_of_its_own():
        try:
            retire()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        menus.publish(draft, revision=1, by=by, at=NOW)
        with pytest.raises(OperationalError, match="lock timeout"):
            elsewhere.submit(in_a_connection_of_its_own).result()
    with pytest.raises(queues.InTheMenu):
        retire()


def test_a_queue_that_the_phone_menu_leads_to_stays_in_use(by):
    queue = QueueFactory()
    menus.publish(menu_that_leads_to(queue, by), revision=1, by=by, at=NOW)

    with pytest.raises(queues.InTheMenu), transaction.atomic():
        queues.retire(queue, by=by, at=NOW)
    with pytest.raises(queues.InTheMenu), transaction.atomic():
        queues.change(queue, revision=0, by=by, at=NOW, takes_callbacks=False)

    queue.refresh_from_db()
    assert (queue.is_active, queue.takes_callbacks) == (True, True)


def test_a_queue_out_of_use_has_no_half_hours_and_can_be_taken_up_again(by):
    queue = QueueFactory(planned_agents=2)
    SlotFactory(queue=queue)

    queues.retire(queue, by=by, at=NOW)

    assert Slot.objects.get().capacity == 0
    queues.take_up(queue, by=by, at=NOW)
    queue.refresh_from_db()
    assert (queue.is_active, queue.revision) == (True, 2)


def test_members_come_and_go_once(by):
    queue, agent = QueueFactory(), UserFactory(roles=["agent"])

    for _twice in "12":
        queues.add_member(queue, agent, by=by, at=NOW)
    for _twice in "12":
        queues.remove_member(queue, agent, by=by, at=NOW)

    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["queue.member_added", "queue.member_removed"]
