"""Marked data goes in everywhere; none of it comes out where it does not belong."""

import logging

import pytest
from django.test import Client

from contactcenter.accounts.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

CANARIES = ["20131112-2392", "131112-2392", "070-174 06 05", "+46701740605", "canary@example.org"]


def flows(client: Client, canary: str) -> None:
    """Everything that somebody may type a person's data into, and every place in a request."""
    headers = {
        "User-Agent": canary,
        "X-Request-ID": canary,
        "Referer": f"http://testserver/{canary}",
    }
    client.get("/sv/find/", {"q": canary}, headers=headers)
    client.get("/api/v1/find/", {"q": canary}, headers=headers)
    client.get(f"/sv/districts/{canary}/", headers=headers)
    client.get(f"/api/v1/districts/{canary}/phone-hours/", {"at": canary}, headers=headers)
    client.post("/accounts/login/", {"login": canary, "password": canary}, headers=headers)
    client.post("/accounts/password/reset/", {"email": canary}, headers=headers)
    client.get(f"/accounts/invitation/{canary}/", headers=headers)
    client.get("/desk/search/", {"q": canary}, headers=headers)
    client.generic("POST", f"/{canary}", canary, content_type=canary, headers=headers)
    client.get("/", headers={"Host": canary})


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_log_line_and_no_figure_tells_whom_it_was_about(client, log_lines, canary, signed_in):
    if signed_in:
        client.force_login(UserFactory(roles=[Role.AGENT]))

    flows(client, canary)
    logging.getLogger("somebody.else").error("could not save %r", {"about": canary})

    lines = log_lines()
    assert len(lines) >= 10
    assert [line for line in lines if canary in str(line)] == []
    assert canary not in client.get("/metrics").content.decode()
