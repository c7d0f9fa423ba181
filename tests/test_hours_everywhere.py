"""What a district's administrator saves is what everybody is told, at once; and nobody else's administrator may save it."""

from datetime import date, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole
from districts.models import HoursChange, PhoneLine, Unit
from districts.phone_hours import LOCAL
from tests import browser
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

LINE = "jarva-reception"
MOST_TABS = 80
THURSDAY = 3


@pytest.fixture
def line(sample_city) -> PhoneLine:
    return PhoneLine.objects.get(slug=LINE)


def tab_to(page: Page, wanted: Locator) -> None:
    for _press in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {wanted}")


def coming(weekday: int) -> date:
    """Answer the next day of that number, Monday 0, after today."""
    today = timezone.localdate()
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def test_saved_hours_are_told_on_the_page_in_the_api_and_in_the_calendar_at_once(
    page, live_server, line
):
    User.objects.filter(email="district@example.org").update(language="en")
    browser.sign_in(page, live_server.url, User.objects.get(email="district@example.org"))
    page.goto(live_server.url + reverse("district:edit-hours", args=["jarva", LINE, "week"]))

    thursday = page.get_by_role("group", name="Thursday")
    for label, written in (("from", "7.10"), ("to", "7.25")):
        tab_to(page, thursday.get_by_label(label).first)
        page.keyboard.press("Control+a")
        page.keyboard.type(written)
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Residents see it at once.").first).to_be_visible()

    visitor, opens = Client(), datetime.combine(coming(THURSDAY), time(7, 10), LOCAL)
    assert "07.10–07.25" in visitor.get(f"/sv/lines/{LINE}/").content.decode()
    told = visitor.get(
        "/api/v1/districts/jarva/phone-hours/", {"at": (opens + timedelta(minutes=1)).isoformat()}
    ).json()
    (of_line,) = [each for each in told["lines"] if each["slug"] == LINE]
    assert of_line["open"] is True
    feed = icalendar.Calendar.from_ical(visitor.get(f"/sv/lines/{LINE}/hours.ics").content)
    assert opens in [event.decoded("dtstart") for event in feed.walk("VEVENT")]


def test_another_districts_administrator_is_refused_everywhere(line):
    stranger = MembershipFactory(
        user=UserFactory(),
        unit=Unit.objects.get(slug="farsta-reception"),
        role=DistrictRole.ADMIN,
    ).user
    client = Client()
    client.force_login(stranger)
    editor = reverse("district:edit-hours", args=["jarva", LINE, "week"])

    assert client.get(editor).status_code == 404
    assert client.post(editor, {"revision": line.revision, "mode": "always"}).status_code == 404
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method("/api/v1/districts/jarva/phone-hours/", {}, "application/json")
        assert refused.status_code in {403, 405}

    line.refresh_from_db()
    assert line.mode == PhoneLine.Mode.HOURS
    assert not HoursChange.objects.filter(line=line).exists()
