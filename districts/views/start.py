"""Where to begin: the areas a person may see, and in one of them the first page they may see."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from districts import areas
from districts.views.frame import VIEW, area_or_404


@require_safe
@requires(VIEW)
def start(request: StaffRequest) -> HttpResponse:
    found = areas.visible_to(request.user, VIEW)
    if len(found) == 1:
        return redirect("district:home", found[0].slug)
    return render(request, "districts/start.html", {"areas": found})


@require_safe
@requires(VIEW)
def home(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, VIEW)
    return redirect("district:hours", area.slug)
