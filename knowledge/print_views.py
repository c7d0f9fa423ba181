"""What a district prints, reads in or puts on its own web page, in every language. For everybody: nothing of it is secret."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from contactcenter import pdf_fonts
from contactcenter.accounts.access import public
from districts.models import District
from districts.published import published
from knowledge.printed import brochure, matter, sheet, words
from knowledge.printed.matter import Matter


@public
@published
def printed_matter(request: HttpRequest, slug: str) -> HttpResponse:
    gathered = matter_of(slug)
    context = {
        "district": gathered.district,
        "can_print": pdf_fonts.can_print(gathered.language),
        "answering_machine": words.answering_machine(gathered),
        "snippet": words.snippet(gathered),
        "direction": "rtl" if gathered.language in settings.RIGHT_TO_LEFT else "ltr",
    }
    return render(request, "knowledge/printed/matter.html", context)


@public
@published
def reception_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    return pdf(matter_of(slug), sheet.pdf)


@public
@published
def folded_brochure(request: HttpRequest, slug: str) -> HttpResponse:
    return pdf(matter_of(slug), brochure.pdf)


def matter_of(slug: str) -> Matter:
    district = get_object_or_404(District.objects.today(), slug=slug)
    return matter.of(district, at=timezone.now())


def pdf(gathered: Matter, write: Callable[[Matter], bytes]) -> HttpResponse:
    if not pdf_fonts.can_print(gathered.language):
        raise Http404
    return HttpResponse(write(gathered), content_type="application/pdf")
