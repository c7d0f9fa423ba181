"""Every pair of colours that meet on a page, computed from tokens.css as WCAG 2 does (1.4.3, 1.4.11)."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")
TINTS = ["lake-tint", "rowan-tint", "birch-tint", "amber-tint"]

TEXT = [
    *[(ink, ground) for ink in ("ink", "quiet", "lake", "lake-strong", "rowan", "birch", "amber")
      for ground in ("canvas", "paper")],
    *[(ink, ground) for ink in ("ink", "quiet") for ground in TINTS],
    *[(tint.removesuffix("-tint"), tint) for tint in TINTS],
    ("lake-strong", "lake-tint"),
    ("on-lake", "lake"),
    ("on-lake", "lake-strong"),
    ("on-rowan", "rowan"),
    ("on-rowan", "rowan-strong"),
]  # fmt: skip
LINES = [("line", "canvas"), ("line", "paper"), ("lake", "canvas"), ("rowan", "paper")]
GROUNDS = ["canvas", "paper", *TINTS]  # the rings lie round a control, not on it


def colours(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", sheet))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=" on ".join)
def test_text_can_be_read(theme, ink, ground):
    palette = colours(LIGHT) | colours(theme)

    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES, ids=" on ".join)
def test_lines_of_controls_can_be_seen(theme, line, ground):
    palette = colours(LIGHT) | colours(theme)

    assert contrast(palette[line], palette[ground]) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_one_of_the_two_focus_rings_stands_out(theme, ground):
    palette = colours(LIGHT) | colours(theme)

    assert max(contrast(palette[ring], palette[ground]) for ring in ("focus", "ink")) >= 3
