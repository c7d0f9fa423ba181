"""Texts, from the form translators edit (.po) to the one gettext reads (.mo), without gettext's own programs."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_newer(locale: Path) -> None:
    """Compile every catalogue that is newer than what was made of it."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as texts:
            catalogue = read_po(texts, locale=source.parts[-3], abort_invalid=True)
        draft = compiled.with_suffix(".new")
        with draft.open("wb") as written:
            write_mo(written, catalogue)
        draft.rename(compiled)
