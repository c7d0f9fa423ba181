"""The blocks that a sheet and a brochure are made of."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.public_lines import ShownLine
from knowledge.models import ArticleText
from knowledge.printed import week
from knowledge.printed.matter import Matter
from knowledge.printed.paper import LAKE, LAKE_TINT, PADDING, QUIET, ROWAN, ROWAN_TINT, Paper

CODE = 24  # mm, of the square code


def masthead(paper: Paper, matter: Matter, size: float) -> None:
    paper.text_block(
        f"{settings.CITY_NAME} · {settings.CITY_SERVICE_NAME}", size * 0.5, colour=QUIET
    )
    paper.text_block(matter.district.name, size, bold=True, colour=LAKE)


def talk_to_us(paper: Paper, line: ShownLine, size: float) -> None:
    """Say whom one may always call, large."""
    hours = [f"{days}: {times}" for days, times in week.rows(line.hours, line.at.date())]
    lines = [
        (_("Talk to us"), size, True),
        (line.line.number, size * 1.7, True),
        *((text, size * 0.8, False) for text in hours),
        (_("You can ask us anything. You need no e-ID and no e-mail."), size * 0.8, False),
    ]
    boxed(paper, lines, LAKE_TINT)


def urgent_help(paper: Paper, matter: Matter, size: float) -> None:
    lines = [
        (_("Danger right now"), size, True),
        (
            _(
                "Call 112 if somebody is in danger. Ask for the police, an ambulance or the fire service."
            ),
            size * 0.8,
            False,
        ),
    ]
    if matter.emergency and matter.emergency.line.number:
        number = matter.emergency.line.number
        lines.append((f"{_('Evenings, nights and weekends')}: {number}", size * 0.8, False))
    boxed(paper, lines, ROWAN_TINT, first=ROWAN)


def boxed(
    paper: Paper,
    lines: list[tuple[str, float, bool]],
    fill: tuple[int, int, int],
    *,
    first: tuple[int, int, int] = LAKE,
) -> None:
    """Write lines of (text, size, bold) in a tinted box that is as high as they need."""
    whole = paper.column
    paper.column = type(whole)(whole.x, whole.y, whole.width - 2 * PADDING, whole.bottom)
    height = sum(paper.height_of(text, size, bold=bold) for text, size, bold in lines)
    paper.column = whole
    with paper.box(height + 2 * PADDING, fill):
        for number, (text, size, bold) in enumerate(lines):
            colour = {"colour": first} if number == 0 else {}
            paper.text_block(text, size, bold=bold, **colour)


def hours(paper: Paper, lines: list[ShownLine], size: float) -> None:
    """List the district's lines, each with its number and its ordinary week, as long as there is room."""
    for shown in lines:
        told = [f"{days}: {times}" for days, times in week.rows(shown.hours, shown.at.date())]
        told = told if shown.has_days else [shown.text]
        parts = [
            (f"{shown.line.unit}, {shown.line.number}", True),
            *((text, False) for text in told),
        ]
        if sum(paper.height_of(text, size, bold=bold) for text, bold in parts) > paper.room:
            return
        for text, bold in parts:
            paper.text_block(text, size, bold=bold)
        paper.gap()


def questions(paper: Paper, texts: list[ArticleText], size: float) -> list[ArticleText]:
    """Print questions with their short answers as long as there is room; answer those that are left over."""
    for number, text in enumerate(texts):
        needed = paper.height_of(text.title, size, bold=True) + paper.height_of(
            text.short_answer, size
        )
        if needed > paper.room:
            return texts[number:]
        paper.text_block(text.title, size, bold=True, colour=LAKE)
        paper.text_block(text.short_answer, size)
        paper.gap()
    return []


def colophon(paper: Paper, matter: Matter, size: float) -> None:
    """Say on which day this was right, and where it stands as it is now."""
    top = paper.get_y()
    paper.square_code(matter.address, CODE)
    paper.set_y(top)
    whole = paper.column
    beside = whole.width - CODE - PADDING
    x = whole.x + CODE + PADDING if paper.is_rtl else whole.x
    paper.begin(type(whole)(x, top, beside, whole.bottom))
    paper.text_block(_("What holds today is on the web page:"), size, bold=True)
    paper.text_block(matter.address, size, colour=LAKE)
    made_on = date_format(matter.made_on, "DATE_FORMAT")
    paper.text_block(_("Printed %(day)s.") % {"day": made_on}, size, colour=QUIET)
    if matter.language != "sv":
        paper.text_block(_("The Swedish text applies."), size, colour=QUIET)
    paper.column = whole
