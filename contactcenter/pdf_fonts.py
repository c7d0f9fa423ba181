"""Which letters a language is printed with, for every document of the house. Fonts come from packages, or from the machine where no package has them."""

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import fontpkg
from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fpdf import FPDF
from fpdf.fonts import TTFFont

WEIGHTS = {"": 400, "B": 700}
FOLDER = TemporaryDirectory(prefix="fonts-")  # of this process, gone with it
atexit.register(FOLDER.cleanup)
LATIN, ARABIC, ETHIOPIC = "Roboto", "Noto Sans Arabic", "Ethiopic"
SCRIPT_OF = {"ar": ARABIC, "fa": ARABIC, "ti": ETHIOPIC}


class NoFont(Exception):
    """This machine has no font for the language's letters."""


def add_to(pdf: FPDF, language: str) -> str:
    """Let the document be written in the language; answer the name of its font. Latin letters and digits always work."""
    add_variable(pdf, LATIN)
    script = SCRIPT_OF.get(language, LATIN)
    if script == ARABIC:
        add_variable(pdf, ARABIC)
    elif script == ETHIOPIC:
        add_fixed(pdf, ETHIOPIC, ethiopic_file())
    if script != LATIN:
        pdf.set_fallback_fonts([LATIN], exact_match=False)
    direction = "rtl" if language in settings.RIGHT_TO_LEFT else "ltr"
    pdf.set_text_shaping(script != LATIN, direction=direction)
    return script


def can_print(language: str) -> bool:
    return SCRIPT_OF.get(language) != ETHIOPIC or Path(settings.ETHIOPIC_FONT).is_file()


def ethiopic_file() -> str:
    if not Path(settings.ETHIOPIC_FONT).is_file():
        raise NoFont
    return str(settings.ETHIOPIC_FONT)


def add_variable(pdf: FPDF, family: str) -> None:
    for style, weight in WEIGHTS.items():
        pdf.add_font(family, style=style, fname=one_weight(family, weight))


@cache
def one_weight(family: str, weight: int) -> str:
    """Write a variable font out in one weight; a document that did so itself would take a second for it, each time."""
    font = instantiateVariableFont(TTFont(fontpkg.path(family)), {"wght": weight, "wdth": 100})
    file = Path(FOLDER.name) / f"{family}-{weight}.ttf"
    font.save(file)
    return str(file)


def written(pdf: FPDF) -> bytes:
    """Finish the document, and close the files of its fonts."""
    content = bytes(pdf.output())
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()
    return content


def add_fixed(pdf: FPDF, family: str, file: str) -> None:
    for style in WEIGHTS:
        pdf.add_font(family, style=style, fname=file)
