#!/usr/bin/env python
"""Fail if a text on the screen is not in Swedish, or a catalogue is broken. English is in the code itself.

Texts are collected anew from a copy of the sources, so that nothing here is changed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = ["*.py", "*.html", "*.txt", "*.po"]


def main() -> int:
    with tempfile.TemporaryDirectory() as copy:
        complaints = broken_catalogues() + gaps(collected_anew(Path(copy)))
    sys.stdout.writelines(f"{complaint}\n" for complaint in complaints)
    return 1 if complaints else 0


def broken_catalogues() -> list[str]:
    """Ask gettext about placeholders and plural forms."""
    complaints = []
    for catalogue in sorted(PROJECT.glob("locale/*/LC_MESSAGES/*.po")):
        said = run(["msgfmt", "--check", "--output-file=/dev/null", str(catalogue)], PROJECT)
        complaints += [line for line in said.stderr.splitlines() if said.returncode]
    return complaints


def collected_anew(copy: Path) -> Path:
    """Answer with a copy of the Swedish catalogue, brought up to date with the sources."""
    listed = run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *SOURCES], PROJECT
    )
    for name in listed.stdout.splitlines():
        if not name.startswith("tests/") and (PROJECT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((PROJECT / name).read_bytes())
    (copy / "locale").mkdir(exist_ok=True)
    collected = run(
        [sys.executable, "-m", "django", "makemessages", "--locale=sv", "--no-location"], copy
    )
    if collected.returncode:
        sys.exit(collected.stderr)
    return copy / "locale" / "sv" / "LC_MESSAGES" / "django.po"


def gaps(catalogue: Path) -> list[str]:
    """Name what has no Swedish, what has an old one (fuzzy), and what is translated but no longer used."""
    entries = polib.pofile(str(catalogue))
    return (
        [f"not in Swedish: {entry.msgid!r}" for entry in entries.untranslated_entries()]
        + [f"changed since it was translated: {entry.msgid!r}" for entry in entries.fuzzy_entries()]
        + [f"no longer used: {entry.msgid!r}" for entry in entries.obsolete_entries()]
    )


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
