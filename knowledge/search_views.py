"""Residents' search: articles in their language, and districts, lines and pages by their names, in one answer.

What somebody looks for is neither logged nor kept by any cache. Nobody is searched for here: a personal number is refused,
and does not stay in the address.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from contactcenter import personal_numbers
from contactcenter.accounts.access import public
from contactcenter.public_forms import sender_of
from districts import find as districts_find
from districts import public_lines
from districts import search as districts_search
from districts.models import PhoneLine, Unit
from knowledge import search, search_pages, unanswered
from knowledge.models import SOURCE_LANGUAGE
from knowledge.search_hits import Hits
from knowledge.search_pages import Page
from knowledge.search_query import LONGEST_QUERY

LINES_SHOWN = 5
SHORTEST_NAME = 3  # letters, of a line


@dataclass(frozen=True)
class Found:
    """What the house has for a resident's words."""

    place: districts_find.Answer
    hits: Hits
    pages: list[Page]
    lines: list[PhoneLine]

    def __bool__(self) -> bool:
        return bool(self.place.districts or self.hits.shown or self.pages or self.lines)

    @property
    def is_partly_swedish(self) -> bool:
        """Say whether some answers stand in Swedish because nobody has translated them."""
        return any(not hit.is_translated for hit in self.hits.shown)


@public
@require_safe
@cache_control(no_store=True)
def search_page(request: HttpRequest) -> HttpResponse:
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    at = timezone.now()
    if personal_numbers.find_in(query, today=timezone.localdate(at)):
        return redirect(f"{reverse('search')}?refused=number")
    context: dict[str, Any] = {"query": query, "is_refused": request.GET.get("refused") == "number"}
    if query:
        language = get_language() or SOURCE_LANGUAGE
        found = find(query[:LONGEST_QUERY], language=language, at=at)
        if not found:
            unanswered.count(query, language=language, asker=sender_of(request), at=at)
        context["found"] = found
    if not context.get("found"):
        kind = Unit.Kind.CONTACT_CENTRE
        context["contact_centre"] = public_lines.first_of_kind(kind, at=at)
    response = render(request, "knowledge/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def find(query: str, *, language: str, at: datetime) -> Found:
    """Ask for everything. A district that is only a guess is not worth showing beside articles that meet every word."""
    hits = search.articles(query, language=language, at=at, for_staff=False)
    place = districts_find.find(query)
    if hits.meets_every_word and place.outcome is districts_find.Outcome.GUESSED:
        place = districts_find.Answer(query, districts_find.Outcome.NOTHING)
    return Found(place, hits, search_pages.find(query), lines(query, at=at))


def lines(query: str, *, at: datetime) -> list[PhoneLine]:
    """Find lines whose names have every word, those that most people ask for in front."""
    if len(districts_find.search_key(query)) < SHORTEST_NAME:
        return []
    visible = public_lines.visible(at).prefetch_related("unit__predecessors")
    found = districts_search.with_all_words(query, visible)
    found.sort(key=lambda line: public_lines.first_asked(line.unit))
    return found[:LINES_SHOWN]
