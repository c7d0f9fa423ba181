import pytest
from django.test import Client

from contactcenter.accounts.models import User
from tests.factories import UserFactory


@pytest.fixture
def lead(db) -> User:
    return UserFactory(roles=["team_lead"], language="en")


@pytest.fixture
def desk(lead) -> Client:
    """The lead's browser, without script."""
    client = Client()
    client.force_login(lead)
    return client
