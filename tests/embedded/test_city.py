"""The whole supervisor, with one city for all tests of this file: each leaves it open, as it found it."""

import json
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import count
from statistics import median

import httpx
import psutil
import psycopg
import pytest
from django.conf import settings
from django.utils import timezone

from contactcenter import copies
from tests import patience
from tests.embedded.city import City, Person, signed_in
from tests.endurance import SHARE, scaled
from tests.patience import until

CLOSURES = "/district/jarva/hours/jarva-reception/closures/"


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Iterator[City]:
    city = City(tmp_path_factory.mktemp("city"))
    city.start()
    yield city
    assert city.end(signal.SIGINT) == 0


def refusal(command: list[str]) -> str:
    """Run a supervisor that must not start; answer with the one sentence that it says."""
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=patience.SECONDS
    )
    assert ended.returncode == 1
    [sentence] = ended.stderr.strip().splitlines()
    return sentence


def test_it_prints_its_address_and_sign_ins(city):
    assert f"http://127.0.0.1:{city.port}/" in city.said
    assert "district@example.org" in city.said


def test_every_part_is_ready(city):
    until(lambda: city.answers("/readyz"))


def test_a_second_one_in_the_same_folder_is_told_which_process_to_stop(city):
    sentence = refusal(city.command())

    assert sentence == (
        f"It runs from this folder already, as process {city.supervisor.pid}: stop that one first."
    )


def test_taken_port_is_named_with_a_way_out(city, tmp_path):
    sentence = refusal(city.command(var=tmp_path))

    assert sentence == (
        f"Port {city.port} is taken by another program: end that one, or choose another port with "
        f"`make run PORT={city.port + 1}`."
    )


@pytest.mark.parametrize("name", ["web", "worker", "clock"])
def test_child_that_dies_is_started_again(city, name):
    city.kill(name)

    until(lambda: city.answers("/readyz"))


@pytest.mark.endurance
@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_killed_server_loses_nothing_that_was_answered_saved(city, name):
    with forms_posted(city) as saved:
        for _kill in range(scaled(20)):
            enough = len(saved) + 3
            city.kill(name)
            until(partial(longer, saved, enough))

    with city.database() as database:
        rows = database.execute("SELECT reason FROM districts_closure").fetchall()
    assert set(saved) - {reason for (reason,) in rows} == set()


def longer(rows: list[str], number: int) -> bool:
    return len(rows) >= number


@contextmanager
def forms_posted(city: City) -> Iterator[list[str]]:
    """A district's administrator closes a line again and again. Answers with the reasons of those that were saved."""
    saved: list[str] = []
    enough = threading.Event()

    def post_until_enough(person: Person) -> None:
        for number in count():
            closure = {"reason": f"number {number}", "until": f"{tomorrow:%Y-%m-%dT%H:%M}"}
            with suppress(httpx.HTTPError):  # the server is not there at the moment
                if person.post(CLOSURES, **closure).status_code == 302:
                    saved.append(closure["reason"])
            if enough.is_set():
                return

    tomorrow = timezone.localtime().replace(hour=12) + timedelta(days=1)  # clocks change at night
    with signed_in(city, "district@example.org") as person:
        poster = threading.Thread(target=post_until_enough, args=[person])
        poster.start()
        try:
            until(lambda: longer(saved, 3))
            yield saved
        finally:
            enough.set()
            poster.join()


def test_without_its_database_residents_read_on_in_every_language(city):
    languages = [code for code, _name in settings.LANGUAGES] if SHARE >= 1 else ["sv"]
    last = city.var / "pages" / languages[-1] / "lines" / "kontaktcenter" / copies.PAGE
    until(last.exists, seconds=600)  # the clock rings once a minute, and they take a while
    with (
        database_stopped(city),
        httpx.Client(base_url=city.address, timeout=patience.SECONDS) as browser,
    ):
        browser.get("/sv/")  # whoever comes first finds it out, in both web processes
        until(lambda: not city.answers("/readyz") and took(browser, "/desk/") < 1)
        took_seconds = []
        for language in languages:
            for page in ["", "faq/", "faq/the-norm/", "lines/kontaktcenter/"]:
                took_seconds.append(took(browser, f"/{language}/{page}"))
                answer = browser.get(f"/{language}/{page}")
                assert (answer.status_code, f'lang="{language}"' in answer.text) == (200, True)
                assert 'class="notice notice-warning"' in answer.text
        assert browser.get("/desk/").status_code == 503
        assert median(took_seconds) < 1  # nobody waits for the database

    until(lambda: city.answers("/readyz"))
    with httpx.Client(base_url=city.address, timeout=patience.SECONDS) as browser:
        # Each of the two web processes finds out by itself, within seconds.
        until(lambda: 'class="notice notice-warning"' not in browser.get("/sv/faq/the-norm/").text)


@contextmanager
def database_stopped(city: City) -> Iterator[None]:
    """Stop PostgreSQL; the supervisor tries in vain to start it while its folder is not whole."""
    version = city.var / "postgres" / "PG_VERSION"
    away = version.rename(version.with_suffix(".away"))
    try:
        psutil.Process(city.pid("postgres")).kill()
        yield
    finally:
        away.rename(version)


def took(browser: httpx.Client, page: str) -> float:
    """Answer in how many seconds the page came."""
    return browser.get(page).elapsed.total_seconds()


def test_killed_supervisor_leaves_nothing_that_blocks_the_next_start(city):
    family = city.family()

    city.end(signal.SIGKILL)
    city.start()

    assert [process for process in family if process.is_running()] == []
    assert city.answers()


def test_asked_to_end_it_leaves_nothing_and_keeps_the_data(city):
    family = city.family()
    with signed_in(city, "district@example.org"):
        pass

    code = city.end(signal.SIGTERM)

    anchored = json.loads((city.var / "audit-anchors.log").read_text().splitlines()[-1])
    assert code == 0
    assert [process for process in family if process.is_running()] == []
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind(("127.0.0.1", city.port))
    city.start()
    assert "district@example.org" in city.said
    with city.database() as database:
        [newest] = database.execute("SELECT max(position) FROM audit_auditevent").fetchone()
    assert anchored["position"] == newest
    with signed_in(city, "district@example.org"):
        assert city.answers()


def test_city_from_before_there_was_a_case_register_gets_one(city):
    city.forget_case_register()

    city.end(signal.SIGTERM)
    city.start()

    with city.case_register() as register:
        [known] = register.execute("SELECT count(*) FROM contact_centre_case").fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            register.execute("SELECT lo_create(0)")
    assert known > 0
