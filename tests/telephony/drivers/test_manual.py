import pytest

from telephony.drivers.manual import Manual
from tests.telephony.contract import ANSWERS, EveryDriver


class ManualRig:
    def __init__(self):
        self.driver = Manual(dial_link="tel:{n}")

    def events(self):
        return []

    def switch_off(self):
        """There is none."""


@pytest.fixture
def rig():
    return ManualRig()


class TestManual(EveryDriver):
    pass


@pytest.mark.parametrize(
    ("dial_link", "opened"),
    [
        ("tel:{n}", "tel:+46701740605"),
        ("callto:{n}", "callto:+46701740605"),
        ("sip:{n}@pbx.example.org", "sip:+46701740605@pbx.example.org"),
    ],
)
def test_the_agent_opens_a_link_with_the_number_as_the_whole_world_writes_it(dial_link, opened):
    assert Manual(dial_link=dial_link).dial_uri(ANSWERS) == opened
