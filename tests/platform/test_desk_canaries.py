"""Marked numbers and names go through the desk; none of them comes out in logs, broker, cache, addresses, figures or the database."""

import re
from collections.abc import Iterable, Iterator
from itertools import cycle

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from redis import Redis

from cases.models import Contact
from tests.browser import sign_in
from tests.conftest import connect_as_owner
from tests.endurance import scaled
from tests.factories import UserFactory
from tests.platform.desk_flows import Canary, flow, team
from tests.sample import OFFICIAL

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "case_register"]),
    pytest.mark.endurance,
]

FLOWS = 200
STORAGE = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie, location.href,
  await indexedDB.databases(), await caches.keys(),
])"""


def canaries(count: int) -> list[Canary]:
    phones = [f"070-174 06 {number:02}" for number in range(5, 100)]
    marked = zip(cycle(OFFICIAL), cycle(phones), range(count), strict=False)
    return [Canary(number, phone, f"Kanariefågel{place}x") for number, phone, place in marked]


def kept_in(address: str) -> Iterator[str]:
    """Everything that a cache or broker holds, keys and values, as text. Celery writes a socket in a way of its own."""
    socket = address.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    redis = Redis.from_url(socket)
    read = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"set": redis.smembers,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
    }
    for key in redis.scan_iter():
        yield f"{key!r} {read[redis.type(key)](key)!r}"


def tables_with(texts: Iterable[str]) -> set[str]:
    """The tables that hold one of the texts anywhere. A note may hold a name or a phone number, until its time is over."""
    pattern = "|".join(re.escape(text) for text in texts)
    with connect_as_owner(settings.DATABASES["owner"]["NAME"]) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        looks = [
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table} WHERE {table}::text ~ %s)"
            for (table,) in tables
        ]
        found = owner.execute(" UNION ALL ".join(looks), [pattern] * len(looks))
        return {name for (name,) in found}


def test_nothing_of_a_person_comes_out_where_it_does_not_belong(log_lines):
    marked = canaries(scaled(FLOWS))

    addresses = [
        address
        for client, canary in zip(cycle(team()), marked, strict=False)
        for address in flow(client, canary)
    ]

    lines = [str(line) for line in log_lines()]
    places = {
        "logs": "".join(lines),
        "cache": "".join(kept_in(settings.CACHES["default"]["LOCATION"])),
        "broker": "".join(kept_in(settings.CELERY_BROKER_URL)),
        "addresses": "".join(addresses),
        "figures": Client().get("/metrics").content.decode(),
    }
    assert len(lines) > 10 * len(marked)
    assert places["cache"]
    texts = [text for canary in marked for text in canary.texts]
    assert [
        place for place, content in places.items() if any(text in content for text in texts)
    ] == []
    assert tables_with(number for canary in marked for number in canary.numbers) == set()
    assert tables_with(phone for canary in marked for phone in canary.phones) == {"cases_question"}
    assert tables_with(canary.name for canary in marked) == {"cases_question", "cases_safecontact"}


@pytest.fixture
def notes_cannot_be_saved(transactional_db) -> Iterator[None]:
    with connect_as_owner(settings.DATABASES["owner"]["NAME"]) as owner:
        owner.execute("REVOKE UPDATE ON cases_question FROM contactcenter_app")
        yield
        owner.execute("GRANT UPDATE ON cases_question TO contactcenter_app")


@pytest.mark.usefixtures("notes_cannot_be_saved")
def test_a_fault_of_ours_tells_nothing_of_what_was_typed(log_lines):
    [canary], [client, *_others] = canaries(1), team()
    client.post(reverse("contacts:start"), {"channel": "phone"})
    save = reverse("contacts:save", args=[Contact.objects.get().pk])

    answer = client.post(save, {"q1-note": canary.sentence, "base-q1-note": ""})

    assert answer.status_code == 500
    told = answer.content.decode() + str(log_lines())
    assert "permission denied" in told
    assert [text for text in canary.texts if text in told] == []


def test_the_browser_keeps_nothing(page, live_server):
    canary = canaries(1)[0]
    sign_in(page, live_server.url, UserFactory(roles=["agent"]))
    page.goto(f"{live_server.url}/desk/")

    page.locator("button[name=channel]:visible").first.click()
    page.locator("[name=q1-note]").fill(canary.sentence)
    page.wait_for_timeout(1500)
    page.goto(f"{live_server.url}/desk/look-up/")
    page.locator("[name=number]").fill(canary.number)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")

    kept = page.evaluate(STORAGE) + str(page.context.storage_state())
    assert [text for text in canary.texts if text in kept] == []
