"""Setting text on paper, from either side: blocks one below the other in a column, all measures in millimetres."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import cast

import segno
from django.conf import settings
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from contactcenter import pdf_fonts
from knowledge.numbers import keep_together

INK, QUIET, LAKE, LAKE_TINT = (28, 33, 38), (85, 96, 107), (11, 79, 108), (226, 238, 244)
ROWAN, ROWAN_TINT = (163, 35, 28), (251, 232, 230)
LEADING = 1.4  # of a line, to the size of its letters
POINT = 0.3528  # mm
PADDING = 4


@dataclass(frozen=True)
class Column:
    """Where text may stand: from x and y on, so wide, and down to a bottom that it must not pass."""

    x: float
    y: float
    width: float
    bottom: float


class Paper(FPDF):
    """A document in one language. `column`: where the next block goes."""

    def __init__(self, language: str, *, format: str, orientation: str = "portrait") -> None:  # noqa: A002  (fpdf's word)
        super().__init__(format=format, orientation=orientation)
        self.is_rtl = language in settings.RIGHT_TO_LEFT
        self.family = pdf_fonts.add_to(self, language)
        self.set_lang(language)
        self.set_margin(0)
        self.set_auto_page_break(auto=False)
        self.column = Column(0, 0, self.w, self.h)

    def begin(self, column: Column) -> None:
        """Go on at the top of a column."""
        self.column = column
        self.set_y(column.y)

    @property
    def room(self) -> float:
        return self.column.bottom - self.get_y()

    def height_of(self, text: str, size: float, *, bold: bool = False) -> float:
        return self.write_block(text, size, bold=bold, is_trial=True)

    def text_block(
        self, text: str, size: float = 10, *, bold: bool = False, colour: tuple[int, int, int] = INK
    ) -> None:
        self.set_text_color(*colour)
        self.write_block(text, size, bold=bold)

    def write_block(
        self, text: str, size: float, *, bold: bool = False, is_trial: bool = False
    ) -> float:
        """Write a paragraph from the column's starting side; answer how high it is."""
        self.set_font(self.family, style="B" if bold else "", size=size)
        self.set_x(self.column.x)
        height = self.multi_cell(
            self.column.width,
            size * POINT * LEADING,
            keep_together(text) if self.is_rtl else text,
            align="R" if self.is_rtl else "L",
            new_x=XPos.LEFT,
            new_y=YPos.NEXT,
            dry_run=is_trial,
            output=MethodReturnValue.HEIGHT,
        )
        return cast(float, height)

    def gap(self, height: float = 2) -> None:
        self.set_y(self.get_y() + height)

    @contextmanager
    def box(self, height: float, fill: tuple[int, int, int]) -> Iterator[None]:
        """Tint so much of the column, and write inside."""
        outside, top = self.column, self.get_y()
        self.set_fill_color(*fill)
        self.rect(
            outside.x, top, outside.width, height, style="F", round_corners=True, corner_radius=2
        )
        inside = replace(outside, x=outside.x + PADDING, width=outside.width - 2 * PADDING)
        self.begin(replace(inside, y=top + PADDING))
        yield
        self.column = outside
        self.set_y(top + height)

    def square_code(self, address: str, size: float) -> None:
        """Draw the address as a code that a phone reads, on the column's far side, below what stands there."""
        picture = BytesIO()
        segno.make(address, error="m").save(picture, kind="png", scale=10, border=0)
        x = self.column.x if self.is_rtl else self.column.x + self.column.width - size
        self.image(picture, x=x, y=self.get_y(), w=size, alt_text=address)
