import json
import os
import signal
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from contactcenter import celery_app, schedule
from contactcenter.celery import TICKS, EveryUrlNamesAPermission
from tests import patience
from tests.patience import until

WORKER = (
    "-m celery --quiet --app contactcenter worker --pool solo --without-mingle --without-gossip"
)


def test_everything_that_the_clock_starts_exists():
    celery_app.loader.import_default_modules()

    assert TICKS.keys() <= celery_app.tasks.keys()


@pytest.mark.parametrize(("sample_city", "is_played"), [("0", "False"), ("1", "True")])
def test_only_the_sample_city_is_played(sample_city, is_played):
    ask = "from contactcenter.celery import TICKS; print('telephony.play' in TICKS)"

    said = subprocess.run(
        [sys.executable, "-c", ask],
        env=os.environ | {"SAMPLE_CITY": sample_city},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == is_played


def test_a_tick_that_nobody_took_is_thrown_away_before_the_next():
    for entry in celery_app.conf.beat_schedule.values():
        assert entry["options"]["expires"] <= entry["schedule"]


@pytest.mark.urls("tests.platform.urls")
def test_a_worker_does_not_start_when_a_url_names_no_permission():
    with pytest.raises(ImproperlyConfigured, match="api/forgotten/ names no permission"):
        EveryUrlNamesAPermission(worker=None)


def test_a_worker_takes_a_tick_and_writes_nothing_but_our_lines():
    celery_app.control.purge()  # what other tests have rung for
    worker = subprocess.Popen(
        [sys.executable, *WORKER.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    celery_app.send_task("clock.tick")
    try:
        until(lambda: cache.get(schedule.CLOCK) is not None)
    finally:
        worker.send_signal(signal.SIGTERM)
        written, _ = worker.communicate(timeout=patience.SECONDS)

    ours, celerys = written.split("\nworker: Warm shutdown (MainProcess)\n")
    lines = [json.loads(line) for line in (ours + celerys).splitlines()]
    assert "celery.worker.consumer.connection" in {line["logger"] for line in lines}
    assert {line["level"] for line in lines} <= {"info", "warning"}
