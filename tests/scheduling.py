"""Which tests the processes of `make test` share out among them. A plugin, named in conftest.py."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/embedded/test_city.py"
}  # one sample city for the whole file; starting it takes its time


class OneByOne(LoadScopeScheduling):
    """Gives every test to whichever process is free, except files whose tests belong together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return file if file in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOne:
    return OneByOne(config, log)
