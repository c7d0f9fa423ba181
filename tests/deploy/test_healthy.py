import urllib.error

import pytest
from django.core.cache import cache

from contactcenter.schedule import tick
from deploy import healthy


def test_clock_is_well_once_it_has_ticked():
    cache.clear()
    assert not healthy.clock_ticks()

    tick()

    assert healthy.clock_ticks()


@pytest.mark.django_db(transaction=True)
def test_web_is_well_when_it_answers_to_its_name(live_server, monkeypatch):
    monkeypatch.setenv("PORT", str(live_server.thread.port))
    monkeypatch.setenv("ALLOWED_HOSTS", "localhost,other.example.org")

    assert healthy.web_answers()


def test_web_is_not_well_when_nobody_answers(monkeypatch):
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("ALLOWED_HOSTS", "localhost")

    with pytest.raises(urllib.error.URLError):
        healthy.web_answers()
