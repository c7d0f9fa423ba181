import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.deploy import variables

FILE = Path(settings.BASE_DIR, "docker-compose.yml")
SERVICES = yaml.safe_load(FILE.read_text())["services"]
DJANGO = ["clock", "migrate", "web", "worker"]
SECRET = re.compile("PASSWORD|SECRET|KEY|AUTH$")


def test_has_all_parts_of_the_house():
    assert sorted(SERVICES) == ["clock", "migrate", "postgres", "valkey", "web", "worker"]


@pytest.mark.parametrize("name", SERVICES)
def test_service_has_a_health_check_or_is_a_job(name):
    service = SERVICES[name]

    assert ("healthcheck" in service) != (service["restart"] == "no")


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_has_a_default(name):
    for variable, value in SERVICES[name]["environment"].items():
        if SECRET.search(variable) and value is not None:
            assert re.fullmatch(r"\$\{\w+:\?set it in \.env\}", value), variable
        if variable.endswith("_URL") and value and "@" in value:
            assert re.search(r":\$\{\w+:\?set it in \.env\}@", value), variable


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_servers_do_not_run_as_root(name):
    assert SERVICES[name]["user"] == name


@pytest.mark.parametrize("name", DJANGO)
def test_house_runs_from_one_image_without_rights(name):
    service = SERVICES[name]

    assert service["build"] == "."
    assert "user" not in service  # the image's own, which is not root
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"]


@pytest.mark.parametrize("name", DJANGO)
def test_every_variable_of_the_settings_is_handed_on(name):
    given = SERVICES[name]["environment"]
    in_the_image = {"STATIC_ROOT", "AUDIT_ANCHOR_FILE", "PAGES_COPY", "PORT"}
    not_for_all = {"SAMPLE_CITY", "DATABASE_OWNER_URL"}

    assert variables.read_by_settings() - in_the_image - not_for_all <= given.keys()
    assert [variable for variable in variables.needed() if not given[variable]] == []


def test_only_the_job_knows_the_owner_and_nobody_opens_a_sample_city():
    knowing = [name for name in DJANGO if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]]

    assert knowing == ["migrate"]
    assert "SAMPLE_CITY" not in FILE.read_text()


@pytest.mark.parametrize("name", ["clock", "web", "worker"])
def test_starts_after_the_servers_and_the_migrations(name):
    assert SERVICES[name]["depends_on"] == {
        "postgres": {"condition": "service_healthy"},
        "valkey": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="needs Debian's docker-compose")
def test_docker_compose_accepts_it_when_everything_is_filled_in(tmp_path):
    example = Path(settings.BASE_DIR, ".env.example").read_text()
    filled_in = tmp_path / ".env"
    filled_in.write_text(re.sub(r"^([A-Z_]+)=$", r"\1=filled-in", example, flags=re.MULTILINE))

    assert config(filled_in).returncode == 0
    assert "set it in .env" in config(Path(settings.BASE_DIR, ".env.example")).stderr


def config(env_file: Path) -> subprocess.CompletedProcess[str]:
    command = ["docker-compose", "--file", FILE, "--env-file", env_file, "config", "--quiet"]
    return subprocess.run(
        command,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
