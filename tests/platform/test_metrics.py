import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from contactcenter import schedule
from telephony.schedule import dispatch
from tests.factories import CallbackFactory, PresenceFactory
from tests.platform.faults import cache_out_of_reach

pytestmark = pytest.mark.django_db


def test_figures_tell_of_requests_by_route_and_of_every_part(client):
    client.get("/healthz")
    schedule.tick()

    figures = client.get("/metrics").content.decode()

    assert (
        'contactcenter_request_seconds_count{method="GET",route="healthz",status="200"}' in figures
    )
    assert 'contactcenter_ready{part="database"} 1.0' in figures
    assert 'contactcenter_ready{part="clock"} 1.0' in figures
    assert "contactcenter_clock_age_seconds 0." in figures
    assert "contactcenter_waiting_messages 0.0" in figures


def test_figures_tell_how_callbacks_stand_and_of_nobody(client):
    just_now = timezone.now() - timedelta(seconds=5)
    PresenceFactory(since=just_now)
    CallbackFactory(asked_at=just_now)
    CallbackFactory(
        asked_at=just_now,
        promised_by=just_now,
        status="needs_person",
        needs="may_have_rung",
    )
    dispatch()

    figures = client.get("/metrics").content.decode()

    assert "contactcenter_callbacks_waiting 2.0" in figures
    assert "contactcenter_callbacks_late 1.0" in figures
    assert "contactcenter_callbacks_unknown 1.0" in figures
    assert "contactcenter_agents_ready 1.0" in figures
    assert "contactcenter_dispatch_age_seconds 0." in figures


def test_an_address_that_nobody_made_adds_no_figure_of_its_own(client):
    client.get("/wp-login.php")
    client.generic("BREW", "/healthz")

    figures = client.get("/metrics").content.decode()

    assert "wp-login" not in figures
    assert "BREW" not in figures
    assert 'method="GET",route="none",status="404"' in figures


def test_a_part_that_does_not_answer_is_a_figure_too(client):
    with cache_out_of_reach():
        figures = client.get("/metrics").content.decode()

    assert 'contactcenter_ready{part="cache"} 0.0' in figures
    assert "contactcenter_clock_age_seconds" not in figures


def test_without_a_token_only_this_machine_may_read(client, settings):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404

    settings.BEHIND_PROXY = True
    assert client.get("/metrics").status_code == 404


def test_with_a_token_only_who_knows_it_may_read(client, settings):
    settings.METRICS_TOKEN = "a-token-for-the-collector"

    def status(**headers: str) -> int:
        return client.get("/metrics", headers=headers, REMOTE_ADDR="192.0.2.7").status_code

    assert status(Authorization="Bearer a-token-for-the-collector") == 200
    assert status(Authorization="Bearer another") == 404
    assert status() == 404


TWO_PROCESSES = """
import os, django
django.setup()
from django.test import Client
if os.fork() == 0:
    Client().get("/healthz", headers={"Host": "localhost"})
    os._exit(0)
os.wait()
Client().get("/healthz", headers={"Host": "localhost"})
print(Client().get("/metrics", headers={"Host": "localhost"}).content.decode())
"""


def test_every_web_process_counts_in_the_same_figures(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")

    result = subprocess.run(
        [sys.executable, "-c", TWO_PROCESSES], capture_output=True, text=True, check=True
    )

    assert (
        'contactcenter_request_seconds_count{method="GET",route="healthz",status="200"} 2.0'
        in result.stdout
    )
