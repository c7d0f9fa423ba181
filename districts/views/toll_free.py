"""The register of numbers that are free for the caller, and what they cost the city in a year."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from districts import toll_free
from districts.areas import Area
from districts.forms.toll_free import CostForm, TollFreeForm
from districts.models import TollFreeNumber
from districts.views.frame import (
    CHANGE_UNITS,
    VIEW_TARIFFS,
    area_or_404,
    area_page,
    posted,
)

TEMPLATE = "districts/toll_free_form.html"


@require_safe
@requires(VIEW_TARIFFS)
def index(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, VIEW_TARIFFS)
    asked = {"year": timezone.localdate().year, "minutes": 0} | request.GET.dict()
    form, numbers = CostForm(asked), numbers_of(area)
    costs = toll_free.cost_of_each(numbers, **form.cleaned_data) if form.is_valid() else {}
    return area_page(
        request,
        area,
        "toll-free",
        "districts/toll_free.html",
        form=form,
        costs=costs,
        total=sum((cost.total for cost in costs.values()), Decimal(0)),
        numbers=numbers,
        may_change=area.may(CHANGE_UNITS),
    )


def numbers_of(area: Area) -> list[TollFreeNumber]:
    return list(
        TollFreeNumber.objects.filter(line__unit__district=area.district).select_related(
            "line__unit"
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def create(request: StaffRequest, slug: str) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    form = TollFreeForm(posted(request), area=area)
    if form.is_valid():
        toll_free.register(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("district:toll-free", area.slug)
    status = 422 if form.errors else 200
    return area_page(request, area, "toll-free", TEMPLATE, status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_UNITS)
def change(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    area = area_or_404(request, slug, CHANGE_UNITS)
    number = get_object_or_404(TollFreeNumber, pk=pk, line__unit__district=area.district)
    form = TollFreeForm(posted(request), instance=number, area=area)
    if form.is_valid():
        toll_free.change(number, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("district:toll-free", area.slug)
    status = 422 if form.errors else 200
    return area_page(request, area, "toll-free", TEMPLATE, status=status, form=form, number=number)
