import pytest

from contactcenter.accounts.roles import DistrictRole
from districts.models import District
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_admin_in_one_district_and_staff_in_another_never_mixes():
    person = UserFactory()
    admin = MembershipFactory(user=person, role=DistrictRole.ADMIN)
    MembershipFactory(user=person, role=DistrictRole.STAFF)

    changeable = District.objects.visible_to(person, "districts.change_phone_hours")

    assert list(changeable) == [admin.unit.district]
