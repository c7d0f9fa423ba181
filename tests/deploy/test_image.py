import re
from pathlib import Path

from django.conf import settings

IMAGE = Path(settings.BASE_DIR, "Dockerfile").read_text()
LAST_STAGE = IMAGE.split("\nFROM ")[-1]


def test_runs_without_root_and_says_how_it_is():
    assert re.search(r"^USER house$", LAST_STAGE, re.MULTILINE)
    assert "HEALTHCHECK" in LAST_STAGE


def test_installs_the_hashed_lock_alone():
    assert re.findall(r"pip install.*--require-hashes.*", IMAGE) != []
    assert re.findall(r"requirements/(\w+)\.txt", IMAGE) == ["production"] * 2


def test_holds_texts_and_static_files():
    assert "compilemessages" in IMAGE
    assert "collectstatic" in IMAGE


def test_every_folder_of_code_is_let_in():
    let_in = re.findall(
        r"^!(\w+)$", Path(settings.BASE_DIR, ".dockerignore").read_text(), re.MULTILINE
    )
    code = {path.parent.name for path in Path(settings.BASE_DIR).glob("*/__init__.py")} - {"tests"}

    assert code | {"deploy", "locale", "static", "templates"} == set(let_in)
