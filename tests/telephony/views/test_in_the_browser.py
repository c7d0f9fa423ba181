"""What only a browser shows: the picture renews itself, and pages that are full of fields are as good as the empty ones."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from telephony import menus
from telephony.models import IvrMenu
from telephony.sample.menu import SOCIAL
from telephony.sample.menu import menu as sample_menu
from telephony.slot_weeks import monday_of
from tests import browser
from tests.factories import (
    CallbackFactory,
    PhoneLineFactory,
    QueueFactory,
    SlotFactory,
    UserFactory,
)


@pytest.fixture
def lead_at(page, live_server, transactional_db) -> Page:
    lead = UserFactory(roles=["team_lead"], language="en")
    browser.sign_in(page, live_server.url, lead)
    return page


def published_menu() -> IvrMenu:
    for slug in sample_menu().queues():
        QueueFactory(slug=slug, line__mode="always")
    PhoneLineFactory(slug="socialjouren", unit__kind="emergency")
    draft = menus.begin(None, by=None, at=timezone.now())
    menus.save(draft, sample_menu(), revision=0, by=None, at=timezone.now())
    menus.publish(draft, revision=1, by=None, at=timezone.now())
    return draft


def test_the_picture_renews_itself(lead_at, live_server):
    queue = QueueFactory(name="Money")
    lead_at.goto(live_server.url + reverse("queues:overview"))
    row = lead_at.get_by_role("row", name="Money")
    expect(row).to_contain_text("none")

    now = timezone.now()
    CallbackFactory(queue=queue, asked_at=now, promised_by=now + timedelta(minutes=50))

    expect(row).to_contain_text("1 waits")


def test_pages_full_of_fields_have_no_faults(lead_at, live_server):
    next_monday = monday_of(timezone.localdate()) + timedelta(days=7)
    slot = SlotFactory(starts_at=timezone.now() + timedelta(days=7), booked=1)
    draft = menus.begin(published_menu(), by=None, at=timezone.now())

    for address in (
        reverse("queues:slots", args=[slot.queue.slug], query={"week": str(next_monday)}),
        reverse("queues:write-menu", args=[draft.pk, SOCIAL]),
        reverse("queues:hear-menu", args=[draft.pk], query={"keys": "11"}),
    ):
        lead_at.goto(live_server.url + address)
        browser.axe(lead_at)
        browser.every_check(lead_at)
