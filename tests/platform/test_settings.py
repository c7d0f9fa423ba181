import os
import subprocess
import sys

import pytest

# What a city's own house sets, and nothing that the sample city sets.
OWN_HOUSE = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "a secret of a city's own house, long and never seen",
    "AUDIT_KEY": "another secret of a city's own house, as long as it",
    "FIELD_KEYS": "bm90IGEga2V5IHRoYXQgYW55Ym9keSB1c2VzIGF0IGE=",
    "DATABASE_URL": os.environ["DATABASE_URL"],
    "BROKER_URL": os.environ["BROKER_URL"],
    "CACHE_URL": os.environ["CACHE_URL"],
    "ALLOWED_HOSTS": "contact.example.org",
    "SITE_URL": "https://contact.example.org",
    "EMAIL_URL": "smtp+tls://contact:password@mail.example.org:587",
}


def manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_house_of_its_own_passes_the_deployment_checks():
    result = manage("check", "--deploy", "--fail-level", "WARNING", env=OWN_HOUSE)

    assert (result.returncode, result.stderr) == (0, "")
    assert "(0 silenced)" in result.stdout


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "AUDIT_KEY",
        "FIELD_KEYS",
        "DATABASE_URL",
        "BROKER_URL",
        "CACHE_URL",
        "SITE_URL",
        "EMAIL_URL",
    ],
)
def test_what_is_missing_stops_the_start_with_a_sentence_that_names_it(name):
    result = manage(
        "migrate", "--plan", env={key: value for key, value in OWN_HOUSE.items() if key != name}
    )

    assert result.returncode == 1
    assert result.stderr.startswith("Set ")
    assert name in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_address_of_the_database_says_how_the_connection_is_secured():
    address = OWN_HOUSE["DATABASE_URL"] + "?sslmode=verify-full"

    result = manage(
        "shell",
        "--no-imports",
        "--command",
        "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['sslmode'])",
        env=OWN_HOUSE | {"DATABASE_URL": address},
    )

    assert result.stdout == "verify-full\n"


def test_a_secret_that_is_too_short_to_be_one_is_refused():
    result = manage("check", env=OWN_HOUSE | {"SECRET_KEY": "secret"})

    assert result.stderr.startswith("Set SECRET_KEY in the environment, at least 32 random")
