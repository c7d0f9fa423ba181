"""The brochure: one A4 printed on both sides and folded in the middle to four pages of A5.

Printed "flip on short edge", the sides are: back and front outside, the two middle pages inside. A text that is read from
right to left is bound on the other side, so its front page stands to the left.
"""

from django.utils.translation import gettext as _

from contactcenter import pdf_fonts
from knowledge.printed import blocks
from knowledge.printed.matter import Matter
from knowledge.printed.paper import LAKE, Column, Paper

MARGIN = 12
FOOT = 32


def pdf(matter: Matter) -> bytes:
    paper = Paper(matter.language, format="A4", orientation="landscape")
    paper.set_title(f"{matter.district.name}: {_('What do you need help with?')}")
    left, right = page(paper, is_right=False), page(paper, is_right=True)
    begins, ends = (right, left) if paper.is_rtl else (left, right)
    paper.add_page()
    front(paper, matter, ends)
    back(paper, matter, begins)
    paper.add_page()
    middle(paper, matter, begins, ends)
    return pdf_fonts.written(paper)


def page(paper: Paper, *, is_right: bool) -> Column:
    half = paper.w / 2
    x = half + MARGIN if is_right else MARGIN
    return Column(x, MARGIN, half - 2 * MARGIN, paper.h - MARGIN)


def front(paper: Paper, matter: Matter, column: Column) -> None:
    paper.begin(column)
    paper.gap(18)
    blocks.masthead(paper, matter, 26)
    paper.gap(6)
    paper.text_block(_("What do you need help with?"), 18, bold=True)
    paper.gap(8)
    if matter.contact_centre:
        blocks.talk_to_us(paper, matter.contact_centre, 14)


def back(paper: Paper, matter: Matter, column: Column) -> None:
    """Numbers, where one looks for them: on the last page."""
    paper.begin(Column(column.x, column.y, column.width, column.bottom - FOOT))
    blocks.urgent_help(paper, matter, 12)
    paper.gap(6)
    paper.text_block(_("In your district"), 14, bold=True, colour=LAKE)
    paper.gap()
    blocks.hours(paper, matter.lines, 9.5)
    paper.begin(Column(column.x, column.bottom - FOOT + 4, column.width, column.bottom))
    blocks.colophon(paper, matter, 8)


def middle(paper: Paper, matter: Matter, first: Column, second: Column) -> None:
    paper.begin(first)
    paper.text_block(_("Many ask"), 16, bold=True, colour=LAKE)
    paper.gap()
    begins = paper.get_y() - first.y
    half = (len(matter.questions) + 1) // 2
    left_over = blocks.questions(paper, matter.questions[:half], 10)
    paper.begin(second)
    paper.gap(begins)
    blocks.questions(paper, left_over + matter.questions[half:], 10)
