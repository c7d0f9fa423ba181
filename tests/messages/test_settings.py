"""A city that has half set up its SMS learns so at the start, not from residents who wait for a code."""

import runpy
from contextlib import nullcontext

import pytest
from django.core.exceptions import ImproperlyConfigured

from contactcenter import telephony_settings

FROM_46ELKS = {
    "SMS_ADAPTER": "46elks",
    "SMS_FROM": "Stockholm",
    "ELKS_USERNAME": "u46",
    "ELKS_PASSWORD": "secret",
}


@pytest.fixture
def read(monkeypatch):
    """The settings, read anew from an environment."""

    def read_from(env):
        monkeypatch.setenv("SAMPLE_CITY", "0")
        for name in FROM_46ELKS:
            monkeypatch.delenv(name, raising=False)
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(telephony_settings.__file__)

    return read_from


@pytest.mark.parametrize("env", [{}, FROM_46ELKS, {"SAMPLE_CITY": "1", "SMS_ADAPTER": "console"}])
def test_what_is_set_up_whole_starts(read, env):
    assert read(env)["SMS_ADAPTER"] == env.get("SMS_ADAPTER", "")


@pytest.mark.parametrize("name", ["SMS_FROM", "ELKS_USERNAME", "ELKS_PASSWORD"])
def test_46elks_without_one_of_its_settings_does_not_start(read, name):
    with pytest.raises(ImproperlyConfigured, match=name):
        read({key: value for key, value in FROM_46ELKS.items() if key != name})


@pytest.mark.parametrize(("sender", "starts"), [("+46701740605", True), ("Stockholms stad", False)])
def test_a_sender_that_no_phone_shows_does_not_start(read, sender, starts):
    outcome = nullcontext() if starts else pytest.raises(ImproperlyConfigured, match="SMS_FROM")

    with outcome:
        read(FROM_46ELKS | {"SMS_FROM": sender})


@pytest.mark.parametrize("chosen", ["46elk", "console"])
def test_a_way_that_is_not_there_or_writes_numbers_into_a_file_does_not_start(read, chosen):
    with pytest.raises(ImproperlyConfigured, match="SMS_ADAPTER"):
        read({"SMS_ADAPTER": chosen})
