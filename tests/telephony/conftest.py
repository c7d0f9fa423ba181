"""The queue that most tests here ask in."""

import pytest

from telephony.models import Callback, Queue
from tests.factories import CallbackFactory
from tests.telephony.asking import MOBILE
from tests.telephony.open_lines import open_queue


@pytest.fixture
def queue(db) -> Queue:
    """Answered on weekdays from eight to sixteen, by two."""
    return open_queue(planned_agents=2)


@pytest.fixture
def callback(queue: Queue) -> Callback:
    """Waits there, and its number has been shown to be theirs."""
    return CallbackFactory(queue=queue, phone=MOBILE.as_e164, is_confirmed_by_code=True)
