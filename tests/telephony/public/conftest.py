import pytest

from tests.telephony.open_lines import open_queue
from tests.telephony.public.residents import Resident


@pytest.fixture
def queue():
    return open_queue(line__unit__district=None, planned_agents=2)


@pytest.fixture
def resident(queue):
    return Resident()
