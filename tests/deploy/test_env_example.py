import re
from pathlib import Path

from django.conf import settings

from tests.deploy import variables

EXAMPLE = Path(settings.BASE_DIR, ".env.example").read_text()
COMPOSE = Path(settings.BASE_DIR, "docker-compose.yml").read_text()
GUNICORN = Path(settings.BASE_DIR, "gunicorn.conf.py").read_text()

LISTED = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
TO_FILL_IN = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_lists_every_variable_and_no_other():
    by_compose = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    by_gunicorn = set(re.findall(r'environ\.get\("([A-Z_]+)"', GUNICORN))

    assert variables.read_by_settings() | by_compose | by_gunicorn == LISTED


def test_what_is_needed_is_to_be_filled_in():
    given_by_compose = {"DATABASE_URL", "BROKER_URL", "CACHE_URL"}

    assert variables.needed() - given_by_compose <= TO_FILL_IN


def test_gives_no_secret_away():
    assert re.findall(r"^[A-Z_]+=.+", EXAMPLE, re.MULTILINE) == []
