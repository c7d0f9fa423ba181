"""Guides for residents: one question a page, the answers in the address, nothing kept.

The first page is like any other of ours. One with answers is made for whoever gave them: no cache keeps it, no search engine
lists it. A link to a version that has been replaced goes on in that one; one that leads nowhere begins from the start.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import public
from districts import public_lines
from districts.models import Unit
from districts.published import published
from knowledge import guide_pages, guide_versions, guides
from knowledge.guide_pages import ShownGuide
from knowledge.models import GuideVersion


@public
@published
def guide_list(request: HttpRequest) -> HttpResponse:
    versions = GuideVersion.objects.published()
    shown = [(version, guides.of_text(version.content)) for version in versions]
    return render(request, "knowledge/guides.html", {"shown": shown})


@public
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    return after_answers(request, slug) if request.GET else first_page(request, slug)


@published
def first_page(request: HttpRequest, slug: str) -> HttpResponse:
    current = get_object_or_404(GuideVersion.objects.published(), slug=slug)
    return render(request, "knowledge/guide.html", page(guide_pages.show(current, "")))


@never_cache
def after_answers(request: HttpRequest, slug: str) -> HttpResponse:
    current = get_object_or_404(GuideVersion.objects.published(), slug=slug)
    version = guide_versions.find(current, request.GET.get("v", ""))
    answers = request.GET.get("a", "") if version else ""
    shown = guide_pages.show(version or current, answers)
    context = page(shown) | {
        "is_restarted": version is None or shown.is_restarted,
        "is_replaced": version is not None and version != current,
    }
    response = render(request, "knowledge/guide.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def page(shown: ShownGuide) -> dict[str, Any]:
    """Add to a page of a guide whom to call; an outcome says that above all."""
    contact_centre = None
    if shown.walk.outcome:
        contact_centre = public_lines.first_of_kind(Unit.Kind.CONTACT_CENTRE, at=timezone.now())
    return guide_pages.context(shown) | {"contact_centre": contact_centre}
