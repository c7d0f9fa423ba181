from datetime import date

import pytest

from districts import agreements
from districts.models import District
from tests.factories import AgreementFactory, DistrictFactory, ServiceFactory

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2026, 1, 1)
KEY = ("jarva", "income-support")


@pytest.fixture
def jarva() -> District:
    return DistrictFactory(slug="jarva")


def version(
    district: District, number: int, *, valid_from: date, approved_on: date | None = NEW_YEAR
) -> None:
    AgreementFactory(
        district=district, version=number, valid_from=valid_from, approved_on=approved_on
    )


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 2), (date(2030, 1, 1), 2)]
)
def test_the_newest_version_that_is_valid_holds(jarva, day, holds):
    version(jarva, 1, valid_from=NEW_YEAR)
    version(jarva, 2, valid_from=date(2026, 7, 1))

    assert agreements.in_force(day)[KEY].version == holds


def test_before_the_first_version_nothing_holds(jarva):
    version(jarva, 1, valid_from=NEW_YEAR)

    assert agreements.in_force(date(2025, 12, 31)) == {}


def test_what_nobody_has_approved_does_not_hold(jarva):
    version(jarva, 1, valid_from=NEW_YEAR)
    version(jarva, 2, valid_from=date(2026, 7, 1), approved_on=None)

    assert agreements.in_force(date(2026, 8, 1))[KEY].version == 1


def test_each_service_in_each_district_has_its_own(django_assert_num_queries):
    for slug in ("farsta", "jarva"):
        district = DistrictFactory(slug=slug)
        for code in ("elder-care", "income-support"):
            AgreementFactory(district=district, service=ServiceFactory(code=code))

    with django_assert_num_queries(1):
        found = agreements.in_force(date(2026, 8, 1))
        told = {(each.district.slug, each.service.code) for each in found.values()}

    assert told == set(found)
    assert len(found) == 4
