"""The sheet for the reception's wall or counter: one side of A4."""

from django.utils.translation import gettext as _

from contactcenter import pdf_fonts
from knowledge.printed import blocks
from knowledge.printed.matter import Matter
from knowledge.printed.paper import LAKE, Column, Paper

MARGIN, GUTTER = 15, 10
FOOT = 34  # kept for the day and the square code


def pdf(matter: Matter) -> bytes:
    paper = Paper(matter.language, format="A4")
    paper.set_title(f"{matter.district.name}: {_('Talk to us')}")
    paper.add_page()
    width, bottom = paper.w - 2 * MARGIN, paper.h - FOOT - MARGIN
    paper.begin(Column(MARGIN, MARGIN, width, bottom))
    blocks.masthead(paper, matter, 26)
    paper.gap(4)
    if matter.contact_centre:
        blocks.talk_to_us(paper, matter.contact_centre, 15)
        paper.gap(4)
    blocks.urgent_help(paper, matter, 13)
    paper.gap(6)
    two_columns(paper, matter, width, bottom)
    paper.begin(Column(MARGIN, bottom + 6, width, paper.h - MARGIN))
    blocks.colophon(paper, matter, 9)
    return pdf_fonts.written(paper)


def two_columns(paper: Paper, matter: Matter, width: float, bottom: float) -> None:
    """Set the questions on the side where reading begins, and the district's own numbers on the other."""
    top, half = paper.get_y(), (width - GUTTER) / 2
    sides = [MARGIN, MARGIN + half + GUTTER]
    first, second = reversed(sides) if paper.is_rtl else sides
    paper.begin(Column(first, top, half, bottom))
    paper.text_block(_("Many ask"), 14, bold=True, colour=LAKE)
    paper.gap()
    blocks.questions(paper, matter.questions, 10)
    paper.begin(Column(second, top, half, bottom))
    paper.text_block(_("In your district"), 14, bold=True, colour=LAKE)
    paper.gap()
    blocks.hours(paper, matter.lines, 10)
