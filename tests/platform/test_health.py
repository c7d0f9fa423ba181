import pytest
from django.core.cache import cache
from redis import Redis

from contactcenter import celery_app, health, schedule
from contactcenter.health import State
from tests.platform.faults import cache_out_of_reach

pytestmark = pytest.mark.django_db

ALL_WELL = {"database": "ok", "cache": "ok", "broker": "ok", "clock": "ok"}


def test_alive_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.status_code == 200


def test_ready_when_every_part_answers_and_the_clock_ticks(client):
    schedule.tick()

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "parts": ALL_WELL}
    assert "no-store" in response["Cache-Control"]


def test_a_house_that_has_just_been_started_may_wait_for_the_first_tick(client, monkeypatch):
    monkeypatch.setattr(health, "STARTED", health.STARTED + 10**6)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["parts"]["clock"] == "starting"


@pytest.mark.parametrize(
    ("age", "running", "state"),
    [(2.0, 5, State.OK), (None, 59.9, State.STARTING), (None, 60, State.DOWN)],
)
def test_a_clock_that_is_silent_for_a_minute_is_down(age, running, state):
    assert health.state_of_clock(age, running=running) == state


def test_a_migration_that_has_not_run_makes_us_not_ready(client, monkeypatch):
    schedule.tick()
    monkeypatch.setattr(health, "newest_migrations", lambda: {("districts", "9999_not_yet")})

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["parts"] == ALL_WELL | {"database": "down"}


def test_a_cache_that_cannot_be_reached_is_named_and_nothing_else_is_told(client):
    with cache_out_of_reach():
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["parts"]["cache"] == "down"
    assert "127.0.0.1" not in response.content.decode()


def test_the_clock_leaves_a_mark_that_fades(settings):
    schedule.tick()

    assert health.clock_age() < 5
    server = Redis.from_url(settings.CACHES["default"]["LOCATION"])
    assert 0 < server.ttl(cache.make_key(schedule.CLOCK)) <= 60
    server.close()


def test_a_broker_that_cannot_be_reached_makes_us_not_ready(client, monkeypatch):
    schedule.tick()
    monkeypatch.setitem(celery_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["parts"] == ALL_WELL | {"broker": "down"}
