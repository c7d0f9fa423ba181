import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import path

from contactcenter.accounts.access import check_every_url_names_a_permission, public, requires
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parents[2]


def answer(request) -> HttpResponse:
    return HttpResponse()


def forgotten(request) -> HttpResponse:
    """A view whose author did not say who may see it."""
    return HttpResponse()


urlpatterns = [
    path("open/", public(answer)),
    path("forgotten/", forgotten),
]


def test_a_view_that_names_a_permission_nobody_has_is_refused_at_once():
    with pytest.raises(ImproperlyConfigured, match="No role grants"):
        requires("cases.rule_the_world")


@pytest.mark.django_db
def test_a_missing_permission_is_refused_and_recorded(client):
    agent = UserFactory(roles=[Role.AGENT])
    client.force_login(agent)

    response = client.get("/people/?q=secret")

    event = AuditEvent.objects.get()
    assert response.status_code == 403
    assert (event.action, event.actor_id) == ("access.refused", agent.pk)
    assert event.details == {
        "permission": "districts.manage_members",
        "method": "GET",
        "path": "/people/",
    }


@pytest.mark.django_db
def test_an_anonymous_visit_is_not_recorded(client):
    response = client.get("/people/")

    assert response.status_code == 302
    assert not AuditEvent.objects.exists()


def test_every_url_names_a_permission():
    assert check_every_url_names_a_permission() == []


@pytest.mark.urls("tests.accounts.test_access")
def test_a_url_that_names_none_is_found():
    assert [error.msg for error in check_every_url_names_a_permission()] == [
        "/forgotten/ names no permission."
    ]


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import contactcenter.wsgi"],
        ["-m", "celery", "-A", "contactcenter", "worker", "--pool", "solo"],
        ["manage.py", "check"],
    ],
)
def test_a_url_that_names_none_stops_the_start(command, tmp_path):
    module = tmp_path / "careless_settings.py"
    module.write_text('from tests.settings import *\nROOT_URLCONF = "tests.accounts.test_access"\n')

    start = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": module.stem, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert start.returncode != 0
    assert "/forgotten/ names no permission." in start.stdout + start.stderr
