"""Residents' pages about districts: which one is mine, whom do I call, when do they answer. No sign-in, no cookie, no script."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from contactcenter.accounts.access import public
from contactcenter.caching import cacheable
from districts import calendar_feed, find, line_hours, place_names, public_lines
from districts.models import District, PhoneLine
from districts.phone_hours import LOCAL
from districts.published import published
from districts.structured_data import for_search_engines

CALENDAR_DAYS_BACK, CALENDAR_DAYS_AHEAD = 7, 180


@public
@published
def district_list(request: HttpRequest) -> HttpResponse:
    districts = list(District.objects.today())
    main_lines = public_lines.main_of_each(districts, at=timezone.now())
    rows = [{"district": district, "main": main_lines.get(district)} for district in districts]
    return render(request, "districts/public/list.html", {"rows": rows})


@public
@published
def find_district(request: HttpRequest) -> HttpResponse:
    """Answer with the district of what was typed; without anything typed, only ask."""
    query = request.GET.get("q", "").strip()[: find.LONGEST_QUERY]
    context: dict[str, Any] = {"query": query}
    if query:
        at = timezone.now()
        answer = find.find(query)
        main_lines = public_lines.main_of_each(answer.districts, at=at)
        rows = [{"district": each, "main": main_lines.get(each)} for each in answer.districts]
        context |= {"answer": answer, "rows": rows}
        if answer.outcome != find.Outcome.FOUND:
            context["contact_centre"] = public_lines.contact_centre(at=at)
    return render(request, "districts/public/find.html", context)


@public
@published
def district(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a district; the name of a former one, or of a neighbourhood, leads to today's."""
    found = find.district_at(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect("districts:district", found.slug, permanent=True)
    units = public_lines.of_area(found, at=timezone.now())
    offices = [line.structured for unit in units for line in unit.lines]
    context = {
        "district": found,
        "units": units,
        "main": next((line for unit in units for line in unit.lines), None),
        "names": place_names.of_district(found),
        "structured": for_search_engines(office(found) | {"department": offices}),
    }
    return render(request, "districts/public/district.html", context)


@public
@published
def line(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a line with all its hours. One whose unit has closed tells who has taken over."""
    at = timezone.now()
    found = line_or_404(slug)
    if not public_lines.visible(at).contains(found):
        successor = public_lines.visible(at).filter(unit=found.unit.successor).first()
        return render(
            request,
            "districts/public/closed_unit.html",
            {"line": found, "successor": successor},
        )
    [shown] = public_lines.show([found], at=at)
    context: dict[str, Any] = {"shown": shown}
    context["structured"] = for_search_engines(shown.structured)
    if not found.number:
        context["contact_centre"] = public_lines.contact_centre(at=at)
    return render(request, "districts/public/line.html", context)


@public
@cacheable
def district_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the hours of the line that one asks first in the district."""
    found = get_object_or_404(District.objects.today(), slug=slug)
    main = public_lines.main_of_each([found], at=timezone.now()).get(found)
    if main is None:
        raise Http404
    return calendar_of(main.line)


@public
@cacheable
def line_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    return calendar_of(line_or_404(slug))


def calendar_of(line: PhoneLine) -> HttpResponse:
    at = timezone.now()
    today = at.astimezone(LOCAL).date()
    language = get_language() or ""
    feed = calendar_feed.ical(
        line,
        line_hours.of(line, at=at, language=language),
        today - timedelta(days=CALENDAR_DAYS_BACK),
        today + timedelta(days=CALENDAR_DAYS_AHEAD),
        language,
    )
    return HttpResponse(
        feed,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{line.slug}.ics"'},
    )


def line_or_404(slug: str) -> PhoneLine:
    lines = PhoneLine.objects.filter(is_public=True).select_related("unit__district")
    return get_object_or_404(lines.select_related("unit__successor"), slug=slug)


def office(district: District) -> dict[str, Any]:
    """Answer the district as schema.org describes an office."""
    address = {"address": district.visiting_address} if district.visiting_address else {}
    return {
        "@type": "GovernmentOffice",
        "name": district.name,
        "areaServed": district.name,
        **address,
    }
