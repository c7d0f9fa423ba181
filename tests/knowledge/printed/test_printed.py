"""Paper and words for a district: the same hours and answers as on the pages, in every language that can be printed."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from contactcenter import pdf_fonts
from districts import line_hours
from districts.models import District, Unit
from districts.phone_hours import Interval, PhoneHours, Week
from knowledge.models import ArticleText
from knowledge.printed import brochure, matter, sheet, week, words
from tests.factories import (
    MONDAY_NINE,
    ArticleTextFactory,
    DistrictFactory,
    PhoneLineFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

OFFICE = (Interval(8 * 60, 12 * 60), Interval(13 * 60, 16 * 60 + 30))
WEEK = Week(MONDAY_NINE.date() - timedelta(days=300), (OFFICE,) * 4 + ((OFFICE[0],), (), ()))


@pytest.fixture
def district() -> District:
    """A district with one line, a contact centre, and an answer in Swedish and Arabic."""
    found = DistrictFactory(name="Järva")
    centre = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE)
    line_hours.store(
        PhoneLineFactory(unit=centre, number="08-465 004 09"), PhoneHours(weeks=(WEEK,))
    )
    PhoneLineFactory(unit=UnitFactory(district=found, name="Mottagning"), number="08-465 004 31")
    swedish = ArticleTextFactory(title="Hur mycket?", short_answer="Ring 08-465 004 09, så här.")
    ArticleTextFactory(article=swedish.article, language="ar", title="كم؟", short_answer="اتصل")
    return found


def pages_of(document: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(document)]


def gathered(district: District) -> matter.Matter:
    return matter.of(district, at=MONDAY_NINE)


def test_the_sheet_is_one_page_that_says_whom_to_call_when_and_what_is_asked(district):
    with override("sv"):
        (page,) = pages_of(sheet.pdf(gathered(district)))

    said = " ".join(page.split())
    for words_ in ["Järva", "08-465 004 09", "Måndag–torsdag: 08.00–12.00 och 13.00–16.30", "112"]:
        assert words_ in said
    assert "Hur mycket?" in said
    assert "Mottagning" in said


def test_the_brochure_is_one_sheet_of_two_sides(district):
    with override("sv"):
        outside, inside = pages_of(brochure.pdf(gathered(district)))

    assert "Mottagning" in outside
    assert "Hur mycket?" in inside


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != "ti"])
def test_every_letter_of_every_language_is_there(district, language, caplog):
    with override(language):
        document = sheet.pdf(gathered(district))

    assert not caplog.records  # fpdf2 warns of each letter that a font does not have
    assert b"/Lang (%s" % language.encode() in document


def test_a_language_without_letters_is_not_printed(district, settings):
    settings.ETHIOPIC_FONT = "/nowhere.ttf"

    answer = Client().get(f"/ti/districts/{district.slug}/print/sheet.pdf")
    page = Client().get(f"/ti/districts/{district.slug}/print/").content.decode()

    assert (answer.status_code, pdf_fonts.can_print("ti")) == (404, False)
    assert "sheet.pdf" not in page


def test_arabic_begins_on_the_right_and_numbers_stay_whole(district):
    with override("ar"):
        document = pypdfium2.PdfDocument(sheet.pdf(gathered(district)))
    page = document[0]
    text = page.get_textpage()
    number = text.search("465").get_next()

    assert number is not None
    left, _bottom, _right, _top = text.get_charbox(number[0])
    assert left > page.get_width() / 2


def test_nothing_out_of_date_is_printed(district):
    ArticleText.objects.filter(language="sv").update(version=2)
    article = ArticleText.objects.get(language="ar").article
    article.facts_version = 2
    article.save()

    with override("ar"):
        assert gathered(district).questions == []
    with override("sv"):
        assert len(gathered(district).questions) == 1


def test_many_questions_stop_where_the_paper_ends(district):
    for number in range(30):
        ArticleTextFactory(title=f"Fråga {number}?", short_answer="Ett långt svar. " * 20)

    with override("sv"):
        assert len(pages_of(sheet.pdf(gathered(district)))) == 1
        assert len(pages_of(brochure.pdf(gathered(district)))) == 2


def test_days_that_are_alike_stand_together():
    with override("en"):
        rows = week.rows(PhoneHours(weeks=(WEEK,)), MONDAY_NINE.date())

    assert rows == [
        ("Monday–Thursday", "08:00–12:00 and 13:00–16:30"),
        ("Friday", "08:00–12:00"),
        ("Saturday–Sunday", "closed"),
    ]


def test_the_answering_machine_names_the_district_and_who_always_answers(district):
    with override("en"):
        said = words.answering_machine(gathered(district))

    assert said[0] == "You have reached Järva."
    assert "You can also call the contact centre, on 08-465 004 09." in said


def test_the_snippet_carries_everything_itself_and_no_name_breaks_it(district):
    district.name = "<b>&\"Järva'</b>"

    with override("ar"):
        snippet = words.snippet(gathered(district))

    assert 'dir="rtl"' in snippet
    assert set(re.findall(r"<(\w+)", snippet)) == {"section", "h2", "p", "a", "bdi"}


def test_thirty_lines_and_answers_ask_the_database_as_often_as_one(district):
    with override("sv"), CaptureQueriesContext(connection) as one:
        gathered(district)
    for _ in range(30):
        PhoneLineFactory(unit=UnitFactory(district=district))
        ArticleTextFactory()

    with override("sv"), CaptureQueriesContext(connection) as thirty:
        gathered(district)

    assert len(one) == len(thirty)
