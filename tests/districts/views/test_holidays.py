import pytest
import time_machine
from django.urls import reverse

from districts.models import HolidayDecision

pytestmark = pytest.mark.django_db

EVE = "2026-12-24"
Decision = HolidayDecision.Decision


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel("2026-11-23 09:00+01:00", tick=False):
        yield


@pytest.fixture
def address(unit):
    return reverse("district:holidays", args=[unit.district.slug])


def decisions(unit):
    rows = unit.district.holiday_decisions.values_list("day", "decision", "closes_minute")
    return {str(day): (decision, closes) for day, decision, closes in rows}


def test_only_what_was_decided_is_kept(admin_client, unit, address):
    typed = {
        f"{EVE}-decision": "closes_early",
        f"{EVE}-closes": "12",
        "2026-12-25-decision": "closed",
    }

    response = admin_client.post(address, typed, follow=True)

    assert "2 days are decided." in response.content.decode()
    assert decisions(unit) == {EVE: ("closes_early", 720), "2026-12-25": ("closed", None)}


def test_what_was_decided_before_stays_with_whoever_decided_it(admin_client, unit, address):
    admin_client.post(address, {f"{EVE}-decision": "closed"})
    decided_at = unit.district.holiday_decisions.get().decided_at

    response = admin_client.post(address, {f"{EVE}-decision": "closed"}, follow=True)

    assert "Nothing has changed" in response.content.decode()
    assert unit.district.holiday_decisions.get().decided_at == decided_at


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"decision": "closes_early"}, {f"{EVE}-closes": ["Write when you close that day."]}),
        (
            {"decision": "closed", "closes": "12"},
            {f"{EVE}-decision": ["A time belongs to “Closes early” only."]},
        ),
        (
            {"decision": "closes_early", "closes": "noon"},
            {f"{EVE}-closes": ["Write a time like 08:30."]},
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_is(admin_client, unit, address, typed, expected):
    response = admin_client.post(address, {f"{EVE}-{name}": text for name, text in typed.items()})

    assert response.status_code == 422
    assert response.context["form"].errors == expected
    assert decisions(unit) == {}


def test_everything_that_waits_is_confirmed_at_once(admin_client, unit, address):
    admin_client.post(address, {f"{EVE}-decision": "as_usual"})

    admin_client.post(reverse("district:confirm-holidays", args=[unit.district.slug]))

    found = decisions(unit)
    assert found[EVE] == ("as_usual", None)
    assert found["2026-12-25"] == ("closed", None)
    assert "2027-01-05" not in found  # Twelfth Night is a half day: nobody is asked
    assert "Waits for a decision" not in admin_client.get(address).content.decode()


def test_the_page_stands_under_each_line_too(admin_client, line):
    address = reverse("district:line-holidays", args=[line.unit.district.slug, line.slug])

    response = admin_client.post(address, {f"{EVE}-decision": "closed"})

    assert response["Location"] == address
    assert "answered on holidays as on other days" in admin_client.get(address).content.decode()
