"""A contact centre at its busiest: 200 agents whose desks ask every five seconds, and residents beside them.

Requests go out at their own moments, however slow the answers are: who has to wait is counted from when they asked.
"""

import http.client
import itertools
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from statistics import median, quantiles
from urllib.parse import urlencode

import psutil
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases import contacts
from cases.models import Contact
from contactcenter import database
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from tests.bench.server import FLOOR, processor_seconds

AGENTS = 200
POLL_EVERY = 5.0  # seconds
SECONDS = 30.0
AT_ONCE = 32  # connections
KEPT_ALIVE = 1.0  # seconds; the server waits two for the next request
# Beside the polls, how many of each a second.
OTHERS = {"resident": 20.0, "contact": 4.0, "desk": 2.0, "past contacts": 1.0, "floor": 4.0}
RESIDENTS = itertools.cycle(["/sv/", "/sv/districts/", "/sv/districts/jarva/", "/ar/"])
GOAL_MS = 300  # of the desk's pages, at the 95th percentile


@dataclass(frozen=True)
class Agent:
    """Somebody at a desk: the session, the contact in front, and what the desk asks by itself."""

    cookie: str
    contact: int
    poll: str


@dataclass(order=True, frozen=True)
class Request:
    """What is asked at which moment of the run, in seconds."""

    moment: float
    kind: str = field(compare=False)
    address: str = field(compare=False)
    headers: dict[str, str] = field(compare=False)


def run(port: int, server: psutil.Process) -> None:
    agents = [signed_in(number) for number in range(AGENTS)]
    send(sorted(planned(agents, seconds=3)), port)  # warm-up
    before = processor_seconds(server)
    took = send(sorted(planned(agents, seconds=SECONDS)), port)
    report(took, busy=(processor_seconds(server) - before) / SECONDS)


def signed_in(number: int) -> Agent:
    """Make an agent with a session and two open contacts."""
    agent = User.objects.create_user(
        f"bench{number}@example.org", display_name=f"Bench {number}", roles=[Role.AGENT]
    )
    client = Client()
    client.force_login(agent)
    at = database.now()
    opened = [contacts.start(Contact.Channel.PHONE, agent=agent, at=at) for _ in range(2)]
    asked = {"contact": opened[0].pk, "revision": opened[0].revision, "focus": "q1-note"}
    first = client.get(reverse("poll"), asked, headers={"Host": "127.0.0.1", "Poll": "1"})
    poll = f"{reverse('poll')}?{urlencode(asked | {'stamp': first['Stamp']})}"
    return Agent(client.cookies[settings.SESSION_COOKIE_NAME].value, opened[0].pk, poll)


def planned(agents: list[Agent], *, seconds: float) -> Iterator[Request]:
    """Spread everything evenly: no agent's desk asks in step with another's."""
    for number, agent in enumerate(agents):
        moment = POLL_EVERY * number / len(agents)
        while moment < seconds:
            yield Request(moment, "poll", agent.poll, headers_of(agent) | {"Poll": "1"})
            moment += POLL_EVERY
    some = itertools.cycle(agents)
    for kind, rate in OTHERS.items():
        for number in range(int(seconds * rate)):
            agent = next(some)
            headers = {} if kind in {"resident", "floor"} else headers_of(agent)
            yield Request(number / rate, kind, address_of(kind, agent), headers)


def address_of(kind: str, agent: Agent) -> str:
    match kind:
        case "resident":
            return next(RESIDENTS)
        case "contact":
            return reverse("contacts:contact", args=[agent.contact])
        case "desk":
            return reverse("desk")
        case "past contacts":
            return reverse("contacts:past")
    return FLOOR


def headers_of(agent: Agent) -> dict[str, str]:
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={agent.cookie}"}


def send(requests: list[Request], port: int) -> dict[str, list[float]]:
    """Send each at its moment; answer the milliseconds from then until its whole answer was there."""
    waiting: SimpleQueue[Request | None] = SimpleQueue()
    took: dict[str, list[float]] = defaultdict(list)
    lock, began = threading.Lock(), time.monotonic()

    def browse() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        used = began
        while request := waiting.get():
            if time.monotonic() - used > KEPT_ALIVE:
                connection.close()  # opens again by itself
            connection.request("GET", request.address, headers=request.headers)
            answer = connection.getresponse()
            answer.read()
            used = time.monotonic()
            if answer.status not in {200, 204}:
                sys.exit(f"{request.kind} answers {answer.status}")
            with lock:
                took[request.kind].append((time.monotonic() - began - request.moment) * 1000)
        connection.close()

    with ThreadPoolExecutor(AT_ONCE) as browsers:
        at_work = [browsers.submit(browse) for _ in range(AT_ONCE)]
        for request in requests:
            time.sleep(max(0.0, began + request.moment - time.monotonic()))
            waiting.put(request)
        for _ in at_work:
            waiting.put(None)
        for each in at_work:
            each.result()
    return took


def report(took: dict[str, list[float]], *, busy: float) -> None:
    sys.stdout.write(
        f"\n{AGENTS} agents whose desks ask every {POLL_EVERY:.0f} s, {OTHERS['resident']:.0f} residents a second,"
        f" {SECONDS:.0f} s: web and database kept {busy:.2f} processors busy\n"
    )
    sys.stdout.write(
        f"{'what':28}{'requests':>10}{'median ms':>12}{'p95 ms':>10}{'× floor':>10}{'goal':>12}\n"
    )
    floor = median(took["floor"])
    for kind, times in took.items():
        p95 = quantiles(times, n=20)[-1]
        goal = "" if kind in {"floor", "resident"} else f"p95 ≤ {GOAL_MS}"
        sys.stdout.write(
            f"{kind:28}{len(times):10}{median(times):12.1f}{p95:10.1f}{median(times) / floor:10.1f}{goal:>12}\n"
        )
