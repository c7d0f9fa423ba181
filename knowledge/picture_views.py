"""/pictures/<digest>.webp: a picture is never changed, so whoever has it keeps it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import public
from knowledge.models import Picture

A_YEAR = 365 * 24 * 3600  # seconds


@public
@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    found = get_object_or_404(Picture, digest=digest)
    return HttpResponse(bytes(found.content), content_type="image/webp")
