"""What is printed about a district in one language, gathered once for every kind of paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from districts import public_lines
from districts.models import District, Unit
from districts.public_lines import ShownLine
from knowledge.models import Article, ArticleText
from knowledge.models.articles import ArticleTextQuerySet

QUESTIONS = 12  # at most; as many are printed as there is room for


@dataclass(frozen=True)
class Matter:
    """address: of the district's page, for the square code."""

    district: District
    language: str
    contact_centre: ShownLine | None
    emergency: ShownLine | None
    lines: list[ShownLine]
    questions: list[ArticleText]
    address: str
    made_on: date


def of(district: District, *, at: datetime) -> Matter:
    """Gather it in the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    return Matter(
        district=district,
        language=language,
        contact_centre=public_lines.first_of_kind(Unit.Kind.CONTACT_CENTRE, at=at),
        emergency=public_lines.first_of_kind(Unit.Kind.EMERGENCY, at=at),
        lines=[shown for shown in public_lines.of_district(district, at=at) if shown.line.number],
        questions=list(questions(language, at=at)[:QUESTIONS]),
        address=f"{settings.SITE_URL}{reverse('districts:district', args=[district.slug])}",
        made_on=timezone.localdate(at),
    )


def questions(language: str, *, at: datetime) -> ArticleTextQuerySet:
    """Keep what is most asked, and is right in the language: paper cannot say later that it is out of date."""
    texts = ArticleText.objects.published().filter(
        language=language, article__in=Article.objects.public_at(at)
    )
    current = texts.exclude(pk__in=texts.out_of_date())
    return current.select_related("article").order_by("-article__popularity", "article__slug")
