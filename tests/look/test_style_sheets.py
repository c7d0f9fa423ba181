"""What holds for every style sheet and template, read as text."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PUBLIC = ["tokens.css", "base.css", "components.css", "public.css", "print.css"]
PUBLIC_BYTES = 20_000  # of 50 kB in all, so that 30 are left for the HTML

PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|(?<![\w-])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
    r"|:\s*(?:left|right)\s*[;}]"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_properties_are_logical(sheet):
    """Left and right are for those who write in one direction: a page in Arabic mirrors by itself."""
    declarations = re.sub(r"@media[^{]*\{|/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    assert PHYSICAL.findall(declarations) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_are_written_once(sheet):
    if sheet.name in ("tokens.css", "print.css"):
        return

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()) == []


def test_residents_load_little():
    weight = sum(sheet.stat().st_size for sheet in SHEETS if sheet.name in PUBLIC)

    assert weight <= PUBLIC_BYTES


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates"))
)
def test_templates_have_nothing_inline(template: Path):
    """The security policy refuses it, and so do we."""
    text = template.read_text()

    assert (
        re.findall(
            r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*(?:\ssrc=|ld\+json))", text
        )
        == []
    )
