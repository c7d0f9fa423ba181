import re
from pathlib import Path

import pytest
from django.conf import settings

LOCKS = Path(settings.BASE_DIR, "requirements")


def pins(name: str) -> set[str]:
    return set(re.findall(r"^[\w.-]+==\S+", (LOCKS / f"{name}.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["production", "embedded", "test"])
def test_lock_is_hashed_and_names_no_address(name):
    text = (LOCKS / f"{name}.txt").read_text()
    packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]

    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"https?://|--index-url|--find-links", text) == []


def test_larger_lock_holds_the_smaller_one():
    """So that what `make test` has installed is good for `make run`, too."""
    assert pins("production") <= pins("embedded") <= pins("test")
