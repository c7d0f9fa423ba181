import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

LARGEST_LINES = 400
WRITTEN_BY_PROGRAMS = ("requirements/", "locale/", "LICENSE")
# Of the machine it was written on, or of a place that packages come from; the project names neither.
FOREIGN = re.compile(
    r"/(?:root|work|home)/[\w.]|pypi[.]org|pythonhosted[.]org|/(?:opt|tmp)/(?:lab|wheels|pypi)"
)


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    return [Path(settings.BASE_DIR, name) for name in listed.stdout.splitlines()]


def test_no_file_names_the_machine_it_was_written_on():
    assert foreign_names() == []


def foreign_names() -> list[str]:
    found = []
    for file in committed():
        if file.exists() and file.suffix not in {".png", ".ico", ".xlsx", ".pdf", ".woff2"}:
            found += [f"{file}: {match}" for match in FOREIGN.findall(file.read_text())]
    return found


@pytest.mark.parametrize("suffix", [".py"])
def test_no_file_holds_two_subjects(suffix):
    long = [
        str(file)
        for file in committed()
        if file.suffix == suffix
        and file.exists()
        and len(file.read_text().splitlines()) > LARGEST_LINES
    ]

    assert long == []
