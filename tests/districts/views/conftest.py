"""A district with an administrator who reads English, signed in."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from contactcenter.accounts.roles import DistrictRole
from tests.factories import MembershipFactory, PhoneLineFactory, UserFactory


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def admin():
    membership = MembershipFactory(
        user=UserFactory(language="en", display_name="Ada"), role=DistrictRole.ADMIN
    )
    return membership.user


@pytest.fixture
def unit(admin):
    return admin.memberships.get().unit


@pytest.fixture
def line(unit):
    return PhoneLineFactory(unit=unit, follows_holidays=False)


@pytest.fixture
def admin_client(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client
