"""Makes the copies of residents' pages that are shown while the database does not answer: contactcenter/copies.py.

All in all languages, whenever something that they tell has changed: some 2 000 pages in half a minute.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import override

from contactcenter import copies
from contactcenter.accounts.access import routes
from districts import editions, public_lines
from districts.models import District
from knowledge.models import Article, Topic


def refresh(*, at: datetime) -> int:
    """Make the copies anew if they tell something else than what holds; answer how many were made."""
    mark = mark_of(at)
    if copies.made_of() == mark:
        return 0
    paths = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            for path in addresses(at):
                copies.write(path, drawn(path, at=at))
                paths.append(path)
    copies.remove_all_but(paths)
    copies.say_made_of(mark)
    return len(paths)


def mark_of(at: datetime) -> str:
    """Name what the copies tell: the edition, the day from which their hours count, what is shown at this hour of its window."""
    shown = Article.objects.public_at(at).count()
    return f"{editions.stamp()} {timezone.localdate(at)} {shown}"


def addresses(at: datetime) -> Iterator[str]:
    """Walk through the published pages in the active language: those without a name in the address, then each by its name."""
    for pattern, route in routes():
        if hasattr(route.callback, "made") and "<" not in pattern:
            yield f"/{pattern}"
    for name, names in named(at).items():
        for each in names:
            yield reverse(name, args=[each])


def named(at: datetime) -> dict[str, list[str]]:
    articles = Article.objects.public_at(at)
    has_answers = Q(articles__in=articles) | Q(children__articles__in=articles)
    topics = Topic.objects.in_use().filter(has_answers).distinct()
    return {
        "faq:article": list(articles.values_list("slug", flat=True)),
        "faq:topic": list(topics.values_list("code", flat=True)),
        "districts:district": list(District.objects.today().values_list("slug", flat=True)),
        "districts:line": list(public_lines.visible(at).values_list("slug", flat=True)),
    }


def drawn(path: str, *, at: datetime) -> bytes:
    """Draw the page as its view does, saying when it was made and nothing of this moment."""
    match = resolve(path)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.resolver_match = match
    request.copied_at = at  # type: ignore[attr-defined]
    made: Callable[..., HttpResponse] = match.func.made  # type: ignore[attr-defined]
    return made(request, *match.args, **match.kwargs).content
