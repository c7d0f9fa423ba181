"""Signing in at the city's identity provider: two programs of their own, and a browser's part played over HTTP."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.conf import settings

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests import patience
from tests.accounts import identity_provider
from tests.factories import UserFactory
from tests.patience import until
from tests.platform.test_settings import OWN_HOUSE, manage
from tests.ports import free_port

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
PROFILE = "/accounts/profile/"


@contextmanager
def running(*command: str, address: str, **variables: str) -> Iterator[str]:
    """Run a program until the test module is done; it is ready when its address answers."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | variables)
    try:
        until(lambda: process.poll() is not None or answers(address))
        assert process.poll() is None, f"{command} ended"
        yield address
    finally:
        process.terminate()
        process.wait(timeout=patience.SECONDS)


def answers(address: str) -> bool:
    with suppress(httpx.TransportError):
        httpx.get(address, timeout=patience.SECONDS)
        return True
    return False


@pytest.fixture(scope="module")
def house(django_db_setup, tmp_path_factory) -> Iterator[str]:
    """The product with SIGN_IN=oidc, on the tests' database, and the provider it trusts. Answers the product's address."""
    ours, theirs = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    server = os.environ["DATABASE_URL"].rpartition("/")[0]  # on a host, or in a socket's folder
    with (
        running(
            "-m",
            "tests.accounts.identity_provider",
            theirs.rpartition(":")[2],
            f"{ours}/accounts/oidc/city/login/callback/",
            address=theirs,
            PROVIDER_DATABASE=str(tmp_path_factory.mktemp("provider") / "people.sqlite3"),
        ),
        running(
            "-m",
            "gunicorn",
            "contactcenter.wsgi",
            "--bind",
            urlsplit(ours).netloc,
            address=ours,
            DJANGO_SETTINGS_MODULE="tests.settings",
            DATABASE_URL=f"{server}/{settings.DATABASES['default']['NAME']}",
            SIGN_IN="oidc",
            OIDC_SERVER_URL=theirs,
            OIDC_CLIENT_ID=identity_provider.CLIENT["id"],
            OIDC_CLIENT_SECRET=identity_provider.CLIENT["secret"],
            OIDC_NAME="Stadens konto",
        ),
    ):
        yield ours


@pytest.fixture
def browser(house) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house, follow_redirects=True, timeout=patience.SECONDS) as client:
        yield client


def sign_in(browser: httpx.Client, email: str) -> httpx.Response:
    """Follow the link on our sign-in page, sign in at the provider, and end up where that leads."""
    ours = browser.get(f"/accounts/login/?next={PROFILE}")
    theirs = browser.get(unescape(re.search(r'href="(/accounts/oidc/[^"]+)"', ours.text).group(1)))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', theirs.text).group(1)
    form = {
        "login": email,
        "password": identity_provider.PASSWORD,
        "csrfmiddlewaretoken": token,
        "next": parse_qs(theirs.url.query.decode())["next"][0],
    }
    return browser.post(theirs.url.copy_with(query=None), data=form)


def addresses(response: httpx.Response) -> list[httpx.URL]:
    return [step.url for step in [*response.history, response]]


def test_somebody_invited_comes_in_with_our_roles(browser):
    person = UserFactory(email="invited@example.org", roles=[Role.AUDITOR])

    page = sign_in(browser, person.email)

    assert (page.url.path, page.status_code) == (PROFILE, 200)
    person.refresh_from_db()
    assert person.roles == ["auditor"]
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id, event.details) == (
        "person.signed_in",
        person.pk,
        {"way": "oidc"},
    )


def test_the_code_is_bound_to_the_browser_that_asked_for_it(browser):
    UserFactory(email="invited@example.org")

    page = sign_in(browser, "invited@example.org")

    asked = next(url for url in addresses(page) if url.path == "/identity/o/authorize")
    assert asked.params["code_challenge_method"] == "S256"
    assert asked.params["response_type"] == "code"
    callback = next(url for url in addresses(page) if url.path.endswith("/callback/"))
    with httpx.Client(timeout=patience.SECONDS) as thief:
        assert thief.get(callback).status_code == 401


def test_signing_in_accepts_the_invitation(browser):
    person = UserFactory(email="invited@example.org", invited_at="2026-11-23T08:00:00Z")

    sign_in(browser, person.email)

    person.refresh_from_db()
    assert person.state == User.State.ACTIVE


@pytest.mark.parametrize("email", ["stranger@example.org", "unverified@example.org"])
def test_who_is_not_invited_or_not_verified_stays_out(browser, email):
    UserFactory(email="unverified@example.org")

    page = sign_in(browser, email)

    assert "inbjuden" in page.text or "not invited" in page.text
    assert browser.get(PROFILE).url.path == "/accounts/login/"
    assert User.objects.count() == 1


def test_a_disabled_person_stays_out(browser):
    UserFactory(email="disabled@example.org", is_active=False)

    page = sign_in(browser, "disabled@example.org")

    assert page.url.path == "/accounts/inactive/"
    assert browser.get(PROFILE).url.path == "/accounts/login/"


def test_afterwards_the_providers_number_counts_not_the_e_mail(browser):
    person = UserFactory(email="invited@example.org")
    sign_in(browser, person.email)
    browser.cookies.clear()
    User.objects.update(email="married@example.org")
    UserFactory(email="invited@example.org", display_name="Somebody else")

    page = sign_in(browser, "invited@example.org")

    assert "married@example.org" in page.text


@pytest.mark.parametrize(
    "path",
    ["password/reset/", "password/change/", "2fa/", "reauthenticate/", "signup/", "3rdparty/"],
)
def test_there_are_no_pages_for_passwords(browser, path):
    assert browser.get(f"/accounts/{path}").status_code == 404


def test_a_password_does_not_sign_in(browser):
    person = UserFactory(email="invited@example.org")
    person.set_password("seven brown bicycles")
    person.save()
    browser.get("/accounts/login/")

    answer = browser.post(
        "/accounts/login/", data={"login": person.email, "password": "seven brown bicycles"}
    )

    assert answer.status_code in {403, 405}
    assert browser.get(PROFILE).url.path == "/accounts/login/"


def test_a_city_with_single_sign_on_passes_the_deployment_checks():
    house = OWN_HOUSE | {
        "SIGN_IN": "oidc",
        "OIDC_SERVER_URL": "https://sign-in.example.org",
        "OIDC_CLIENT_ID": "contactcenter",
        "OIDC_CLIENT_SECRET": "shared with the contact centre",
    }

    result = manage("check", "--deploy", "--fail-level", "WARNING", env=house)

    assert (result.returncode, result.stderr) == (0, "")


def test_a_missing_secret_of_the_provider_stops_the_start():
    result = manage("check", env=OWN_HOUSE | {"SIGN_IN": "oidc"})

    assert result.returncode == 1
    assert "OIDC_CLIENT_ID" in result.stderr


def test_a_profile_that_does_not_exist_stops_the_start():
    result = manage("check", env=OWN_HOUSE | {"SIGN_IN": "ldap"})

    assert result.returncode == 1
    assert "local or oidc" in result.stderr
