"""What an agent meets when the register says more than was agreed, or is slow, dead or out of its mind: the desk goes on."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from cases.case_register import guard, http
from cases.models import Contact
from contactcenter.accounts.roles import Role
from tests import patience
from tests.cases.case_register.server import (
    Request,
    breaking_off,
    slowly,
    well,
    with_fifty_more_fields,
    with_garbage,
    with_half_an_answer,
    with_status,
)
from tests.cases.look_ups import EVERY_FIELD, WITH_TWO_DECISIONS, agreed, log
from tests.factories import ContactFactory, PhoneLineFactory, UserFactory

BOTH = ["default", "case_register"]
pytestmark = pytest.mark.django_db(databases=BOTH)

WEB_THREADS = 4  # as gunicorn.conf.py has them
LEAKED = re.compile("secret-|field_")


def agents_contact() -> Contact:
    return ContactFactory(agent=UserFactory(roles=[Role.AGENT], language="en"))


def at_the_desk(contact: Contact) -> Client:
    client = Client()
    client.force_login(contact.agent)
    return client


def look_up(client: Client, contact: Contact) -> str:
    """Take every step; answer all pages that came on the way."""
    pages = []
    asked = {"number": WITH_TWO_DECISIONS.digits, "method": "call_back", "purpose": "handler"}
    for part in ("identity", "identity/confirm", "answer"):
        response = client.post(f"/desk/contacts/{contact.pk}/look-up/{part}/", asked)
        pages.append(response.content.decode())
        if sealed := re.search(r'name="sealed" value="([^"]+)"', pages[-1]):
            asked["sealed"] = sealed[1]
    return "".join(pages)


def look_up_by_api(client: Client, contact: Contact) -> str:
    answers = []
    asked = {"number": WITH_TWO_DECISIONS.digits, "method": "call_back", "purpose": "handler"}
    for part in ("identity", "identity/confirm", "look-ups"):
        address = f"/api/v1/contacts/{contact.pk}/{part}/"
        response = client.post(address, asked, content_type="application/json")
        answers.append(response.content.decode())
        asked["sealed"] = response.json().get("sealed", "")
    return "".join(answers)


@pytest.mark.parametrize("steps", [look_up, look_up_by_api])
def test_fifty_fields_that_nobody_agreed_on_leak_nowhere(http_door, http_server, steps):
    agreed(*EVERY_FIELD)
    http_server.behaviour = with_fifty_more_fields
    contact = agents_contact()

    shown = steps(at_the_desk(contact), contact)

    assert "Inga Inventeradsson" in shown
    assert not LEAKED.search(shown)
    assert not LEAKED.search(str([event.details for event in log("")]))


def with_fifty_more_fields_and_a_fault(request: Request, content: dict[str, Any]) -> None:
    content["cases"][0]["handler"] = {"name": "secret-name"}
    with_fifty_more_fields(request, content)


@pytest.mark.parametrize("steps", [look_up, look_up_by_api])
def test_an_answer_with_a_fault_leaks_nothing_either(http_door, http_server, steps, caplog, capfd):
    agreed(*EVERY_FIELD)
    http_server.behaviour = with_fifty_more_fields_and_a_fault
    contact = agents_contact()

    shown = steps(at_the_desk(contact), contact)

    assert "Inga Inventeradsson" not in shown
    assert not LEAKED.search(shown + caplog.text + "".join(capfd.readouterr()))


@pytest.mark.parametrize(
    "behaviour",
    [slowly, with_garbage, with_half_an_answer, breaking_off, with_status(500)],
    ids=["slow", "garbage", "half", "broken-off", "error"],
)
def test_the_desk_says_that_the_register_is_down_and_shows_the_way_on(
    http_door, http_server, behaviour
):
    line = PhoneLineFactory(unit__district=None, unit__kind="contact_centre")
    http_server.behaviour = behaviour
    contact = agents_contact()

    page = look_up(at_the_desk(contact), contact)

    assert "The case register does not answer" in page
    assert line.number in page
    assert [event.details.get("outcome") for event in log()] == [None, "failed"]


@pytest.fixture
def owner() -> Iterator[Any]:
    """What the owner of the tables can do to the application: it may write in the log again afterwards."""
    with connections["owner"].cursor() as cursor:
        yield cursor
        cursor.execute("GRANT INSERT ON audit_auditevent TO contactcenter_app")


@pytest.mark.django_db(transaction=True, databases=[*BOTH, "owner"])
def test_an_answer_that_cannot_be_written_in_the_log_is_not_shown(http_door, http_server, owner):
    def answer_and_forbid(request: Request, content: dict[str, Any]) -> None:
        owner.execute("REVOKE INSERT ON audit_auditevent FROM contactcenter_app")
        well(request, content)

    agreed(*EVERY_FIELD)
    http_server.behaviour = answer_and_forbid
    contact = agents_contact()

    page = look_up(at_the_desk(contact), contact)

    assert "could not be written in the log, so nothing is shown" in page
    assert "Inga Inventeradsson" not in page
    assert [event.action for event in log()] == ["person.looked_up"]


def test_a_dead_register_is_said_to_be_down(http_door):
    http_door.to_nobody()
    contact = agents_contact()

    assert "The case register does not answer" in look_up(at_the_desk(contact), contact)


class Web:
    """One process of the web: its few threads serve pages and look-ups alike."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(WEB_THREADS)

    def end(self) -> None:
        """Let each thread give its connection back."""
        together = Barrier(WEB_THREADS)

        def leave() -> None:
            together.wait()
            connections.close_all()

        for _thread in range(WEB_THREADS):
            self.threads.submit(leave)
        self.threads.shutdown()


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.end()


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_pages_do_not_wait_while_look_ups_hang(web, http_door, http_server, monkeypatch):
    """However slow the machine: as long as the register hangs, page after page is answered."""
    may_go_on = Event()

    def hang(request: Request, _content: dict[str, Any]) -> None:
        may_go_on.wait()
        request.close_connection = True

    http_server.behaviour = hang
    for module in (guard, http):
        monkeypatch.setattr(module, "ANSWER_SECONDS", patience.SECONDS)
    contacts = [agents_contact() for _number in range(2 * WEB_THREADS)]
    agents = [at_the_desk(contact) for contact in contacts]
    reader = at_the_desk(agents_contact())

    look_ups = [
        web.threads.submit(look_up, agent, contact)
        for agent, contact in zip(agents, contacts, strict=True)
    ]
    pages = [web.threads.submit(reader.get, "/desk/") for _page in range(30)]
    answers = [page.result().status_code for page in pages]
    hanging = [each for each in look_ups if not each.done()]
    may_go_on.set()

    assert answers == [200] * 30
    assert len(hanging) == settings.CASE_REGISTER_AT_ONCE
    assert all("The case register does not answer" in each.result() for each in look_ups)
