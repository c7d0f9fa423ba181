"""requirements/install, on machines that lack something."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def project(tmp_path) -> Path:
    """A folder with the script and a lock of nothing."""
    (tmp_path / "requirements").mkdir()
    shutil.copy(Path(settings.BASE_DIR, "requirements", "install"), tmp_path / "requirements")
    for name in ("embedded", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}: nothing\n")
    return tmp_path


def install(project: Path, name: str = "embedded", **env: str) -> subprocess.CompletedProcess[str]:
    command = [project / "requirements" / "install", name]
    return subprocess.run(
        command, env=os.environ | env, capture_output=True, text=True, check=False
    )


def python_without(module: str, project: Path) -> str:
    program = project / "python"
    program.write_text(f'#!/bin/sh\ncase "$2" in *{module}*) exit 1;; esac\n')
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("version_info", "There is no Python 3.11 or newer here: install one"),
        ("venv", "has no venv: install it (Debian and Ubuntu: apt-get install python3-venv)"),
    ],
)
def test_unsuitable_python_is_named_in_one_sentence(project, missing, sentence):
    ended = install(project, PYTHON=python_without(missing, project))

    assert ended.returncode == 1
    [said] = ended.stderr.strip().splitlines()
    assert sentence in said


@pytest.mark.parametrize(("installed", "wanted"), [("embedded", "embedded"), ("test", "embedded")])
def test_what_is_installed_is_not_installed_again(project, installed, wanted):
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to("/bin/true")
    shutil.copy(project / "requirements" / f"{installed}.txt", project / ".venv" / "installed")

    ended = install(project, wanted, PYTHON="none")

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_to_is_named(project):
    project.chmod(0o500)

    ended = install(project)

    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        f"{project} cannot be written to: copy the project to a folder of your own and start it there."
    )
