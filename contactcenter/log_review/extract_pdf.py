"""An extract on paper: a PDF in which every Latin, Greek and Cyrillic name is shown as it is written."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from contactcenter import pdf_fonts
from contactcenter.log_review.extracts import Look, Wanted, sentences

FAMILY = pdf_fonts.LATIN
MARGIN = 16  # mm
WIDTHS = (22, 22, 22, 30, 18)  # of the columns, against each other
LINE = 5  # mm
UNKNOWN = "?"  # for a letter that the font does not have


class ExtractPDF(FPDF):
    """A page that knows its number and reference, and which letters it could not show."""

    def __init__(self, reference: str) -> None:
        super().__init__(format="A4")
        self.reference = reference
        self.has_unknown_letters = False
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + LINE)
        pdf_fonts.add_variable(self, FAMILY)
        self.set_font(FAMILY, size=9)
        self.known = set(cast(TTFFont, self.fonts[FAMILY.lower()]).cmap)
        self.set_lang(get_language() or "sv")
        self.add_page()

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font(FAMILY, size=8)
        page = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": "{nb}"}
        self.cell(text=f"{_('Reference')} {self.reference} · {page}")

    def showable(self, text: str) -> str:
        """Put a sign in the place of each letter that the font does not have, and remember that there were some."""
        shown = "".join(letter if ord(letter) in self.known else UNKNOWN for letter in text)
        self.has_unknown_letters |= shown != text
        return shown

    def heading(self, text: str) -> None:
        self.set_font(FAMILY, style="B", size=15)
        self.multi_cell(0, LINE * 1.6, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(LINE / 2)

    def sentence(self, text: str) -> None:
        self.set_font(FAMILY, size=9)
        self.multi_cell(0, LINE, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(LINE / 2)

    def write_looks(self, looks: Sequence[Look]) -> None:
        """Write the table; its head stands on every page."""
        self.set_font(FAMILY, size=8)
        with self.table(
            col_widths=WIDTHS,
            headings_style=FontFace(emphasis="BOLD"),
            text_align="LEFT",
            line_height=LINE * 0.8,
            padding=1,
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            table.row([_("When"), _("Who"), _("Unit"), _("Why"), _("Answer")])
            for look in looks:
                moment = f"{timezone.localtime(look.at):%Y-%m-%d %H:%M}"
                cells = [moment, look.who, look.unit, look.why, look.answer or "–"]
                table.row([self.showable(cell) for cell in cells])


def write(wanted: Wanted, looks: Sequence[Look], *, at: datetime) -> bytes:
    """Write the extract in the active language."""
    pdf = ExtractPDF(wanted.reference)
    pdf.set_title(_("Who has looked you up"))
    pdf.set_creation_date(at)
    pdf.heading(_("Who has looked you up"))
    for sentence in sentences(wanted, looks, at=at):
        pdf.sentence(sentence)
    if looks:
        pdf.write_looks(looks)
    if pdf.has_unknown_letters:
        pdf.ln(LINE)
        pdf.sentence(
            _(
                "This file cannot show some letters: a ? stands there. Ask us how the name is written."
            )
        )
    return pdf_fonts.written(pdf)
