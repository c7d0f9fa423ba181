"""Residents' way in: the front page, urgent help, ways to reach us, and what the law wants us to tell. No sign-in, no cookie."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.vary import vary_on_headers

from contactcenter.accounts.access import public
from contactcenter.caching import cacheable
from contactcenter.languages import text_language
from districts import public_lines
from districts.models import Unit
from districts.published import published
from knowledge import shown
from knowledge.models import SOURCE_LANGUAGE, Article, Topic

MOST_ASKED = 6
ON_INTERPRETERS = "interpreter-and-language"  # an article, linked to while there is one


@public
@cacheable
@vary_on_headers("Accept-Language")
def to_best_language(request: HttpRequest) -> HttpResponse:
    """Send on to the front page in the language that the browser asks for, or in Swedish."""
    return redirect(f"/{get_language_from_request(request)}/")


@public
@published
def front(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    context = {
        "contact_centre": public_lines.contact_centre(at=at),
        "most_asked": shown.most_asked(MOST_ASKED, at=at),
        "topics": with_answers(at=at),
    }
    return render(request, "knowledge/front.html", context)


def with_answers(*, at: datetime) -> QuerySet[Topic]:
    """Keep the topics of the first level under which something is answered."""
    articles = Article.objects.public_at(at)
    own_or_below = Q(articles__in=articles) | Q(children__articles__in=articles)
    topics: QuerySet[Topic] = Topic.objects.in_use().filter(own_or_below, parent=None).distinct()
    return topics


@public
@published
def urgent_help(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    context = {
        "emergency": public_lines.first_of_kind(Unit.Kind.EMERGENCY, at=at),
        "contact_centre": public_lines.contact_centre(at=at),
        "leaves_quickly": True,
    }
    return render(request, "knowledge/urgent_help.html", context)


@public
@published
def ways_to_reach_us(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    context = {
        "units": public_lines.of_area(None, at=at),
        "contact_centre": public_lines.contact_centre(at=at),
        "interpreter": shown.find(ON_INTERPRETERS, get_language() or SOURCE_LANGUAGE, at=at),
        "offices": Unit.objects.open_on(timezone.localdate(at))
        .filter(kind=Unit.Kind.CITIZENS_OFFICE)
        .exclude(district=None)
        .select_related("district"),
    }
    return render(request, "knowledge/ways_to_reach_us.html", context)


@public
@published
def minority_languages(request: HttpRequest) -> HttpResponse:
    """Tell the right to be answered in Finnish, Meänkieli and Sami; this text exists in Finnish too."""
    context = {
        "contact_centre": public_lines.contact_centre(at=timezone.now()),
        "text_language": text_language(translated_to=["fi"]),
    }
    return render(request, "knowledge/minority_languages.html", context)


@public
@published
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {
        "contact_centre": public_lines.contact_centre(at=timezone.now()),
        "awaiting_review": [
            {"code": code, "name": name}
            for code, name in settings.LANGUAGES
            if code not in settings.COMPLETE_LANGUAGES
        ],
    }
    return render(request, "knowledge/accessibility.html", context)


@public
@published
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/privacy.html")
