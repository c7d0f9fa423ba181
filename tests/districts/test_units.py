from datetime import UTC, date, datetime

import pytest

from contactcenter.accounts.roles import DistrictRole
from contactcenter.audit.models import AuditEvent
from districts import units
from districts.models import Unit
from tests.factories import (
    DistrictFactory,
    MembershipFactory,
    PhoneLineFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 00:30 on the 24th in Stockholm


def create(district, name, **values):
    return units.create(
        district, name_sv=name, kind=Unit.Kind.OTHER, by=UserFactory(), at=NOW, **values
    )


def close(unit, successor=None):
    units.close(unit, successor, by=UserFactory(), at=NOW)


def test_a_unit_gets_an_address_of_its_own_and_a_place_in_swedish_order():
    district = DistrictFactory(slug="jarva")

    first, second = create(district, "Öppet hus"), create(district, "Öppet hus")

    assert [first.slug, second.slug] == ["jarva-oppet-hus", "jarva-oppet-hus-2"]
    assert first.sort_key > create(district, "Zon").sort_key


def test_a_unit_never_takes_the_address_of_a_page():
    assert create(None, "New").slug == "new-2"


def test_a_renamed_unit_keeps_its_address():
    unit = create(DistrictFactory(slug="jarva"), "Mottagning")

    units.change(unit, name_sv="Ärendemottagning", name_en="Intake", by=UserFactory(), at=NOW)

    unit.refresh_from_db()
    assert (unit.slug, unit.name_sv, unit.name_en) == (
        "jarva-mottagning",
        "Ärendemottagning",
        "Intake",
    )
    assert unit.sort_key.startswith("|")
    assert AuditEvent.objects.last().details["was"] == "Mottagning"


def test_a_closed_units_lines_and_people_go_over_to_the_successor():
    unit, successor = UnitFactory(), UnitFactory()
    line, member = PhoneLineFactory(unit=unit), MembershipFactory(unit=unit)

    close(unit, successor)

    for row in (unit, line, member):
        row.refresh_from_db()
    assert (unit.closed_on, unit.successor) == (date(2026, 11, 24), successor)
    assert line.unit == member.unit == successor


def test_who_works_in_both_keeps_the_wider_role():
    unit, successor = UnitFactory(), UnitFactory()
    admin, staff = UserFactory(), UserFactory()
    for person, here, there in [
        (admin, DistrictRole.ADMIN, DistrictRole.STAFF),
        (staff, DistrictRole.STAFF, DistrictRole.ADMIN),
    ]:
        MembershipFactory(user=person, unit=unit, role=here)
        MembershipFactory(user=person, unit=successor, role=there)

    close(unit, successor)

    roles = successor.memberships.order_by("user").values_list("user", "role")
    assert list(roles) == [(admin.pk, DistrictRole.ADMIN), (staff.pk, DistrictRole.ADMIN)]
    assert not unit.memberships.exists()


@pytest.mark.parametrize("factory", [PhoneLineFactory, MembershipFactory])
def test_a_unit_with_lines_or_people_needs_a_successor(factory):
    unit = factory().unit

    with pytest.raises(units.NeedsSuccessor):
        close(unit)

    unit.refresh_from_db()
    assert unit.closed_on is None


def test_an_empty_unit_needs_none():
    unit = UnitFactory()

    close(unit)

    unit.refresh_from_db()
    assert unit.closed_on == date(2026, 11, 24)


def test_a_unit_closes_once():
    unit = UnitFactory()
    close(unit)

    with pytest.raises(units.AlreadyClosed):
        close(unit)


def test_a_closed_unit_takes_over_nothing():
    unit, successor = UnitFactory(), UnitFactory()
    close(successor)

    with pytest.raises(units.AlreadyClosed):
        close(unit, successor)
