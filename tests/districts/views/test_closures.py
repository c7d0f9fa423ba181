from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from contactcenter.accounts.roles import DistrictRole
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def address(line, name="closures", *args):
    return reverse(f"district:{name}", args=[line.unit.district.slug, line.slug, *args])


def test_closing_needs_a_reason_and_an_end(admin_client, line):
    response = admin_client.post(address(line), {"until": "", "reason": ""})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"until", "reason"}


def test_the_end_is_still_to_come(admin_client, line):
    response = admin_client.post(
        address(line), {"until": "2026-11-23T10:00", "reason": "Fire alarm"}
    )

    assert response.context["form"].errors == {"until": ["Choose a time that is still to come."]}


def test_a_mistyped_year_is_refused(admin_client, line):
    response = admin_client.post(
        address(line), {"until": "9999-12-31T23:59", "reason": "Fire alarm"}
    )

    assert response.context["form"].errors == {
        "until": ["Choose a time within a year, or use an exception."]
    }


def test_a_line_is_closed_and_opened_again(admin_client, admin, line, on_a_monday):
    admin_client.post(address(line), {"until": "2026-11-23T16:00", "reason": "Fire alarm"})
    closure = line.closures.get()
    assert (closure.starts_at, closure.ends_at) == (NOW, NOW + timedelta(hours=6))
    assert closure.closed_by == admin
    page = admin_client.get(address(line)).content.decode()
    assert "Fire alarm" in page
    assert "Closed now" in page
    on_a_monday.move_to(NOW + timedelta(minutes=10))

    response = admin_client.post(address(line, "open-again", closure.pk), follow=True)

    closure.refresh_from_db()
    assert closure.ends_at == NOW + timedelta(minutes=10)
    assert "Over" in response.content.decode()


def test_opening_again_twice_is_told(admin_client, admin, line):
    closure = line.closures.create(
        starts_at=NOW - timedelta(hours=2),
        ends_at=NOW - timedelta(hours=1),
        reason="Fire alarm",
        closed_by=admin,
    )

    response = admin_client.post(address(line, "open-again", closure.pk))

    assert response.status_code == 409


def test_another_lines_closure_is_not_found(admin_client, line):
    stranger = MembershipFactory(role=DistrictRole.ADMIN).user
    other = line.__class__.objects.create(unit=line.unit, slug="other", role="Other")
    closure = other.closures.create(
        starts_at=NOW, ends_at=NOW + timedelta(hours=1), reason="Fire alarm", closed_by=stranger
    )

    assert admin_client.post(address(line, "open-again", closure.pk)).status_code == 404
