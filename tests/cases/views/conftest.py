"""A queue with its line open, and an agent of it at the desk."""

import pytest
from django.test import Client

from contactcenter.accounts.models import User
from telephony.models import Queue
from tests.cases.callbacks import agent_of, open_queue


@pytest.fixture
def queue() -> Queue:
    return open_queue()


@pytest.fixture
def agent(client: Client, queue: Queue) -> User:
    agent = agent_of(queue)
    client.force_login(agent)
    return agent
