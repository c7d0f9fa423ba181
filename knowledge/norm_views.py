"""/norm/: residents count with the norm themselves. Everything stands in the address; nothing of it is kept.

The same questions are asked beside an agent's contact, and with a proposed year's table in the editor.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import render
from django.utils import timezone

from contactcenter.accounts.access import public
from districts.published import published
from knowledge.forms.norm import HouseholdForm
from knowledge.models import NormYear
from knowledge.norm import answers
from knowledge.norm.answers import NEW_RULES_FROM


@public
@published
def norm(request: HttpRequest) -> HttpResponse:
    context = counted(request.GET)
    form = context["form"]
    status = 422 if form and form.errors else 200
    return render(request, "knowledge/norm.html", context, status=status)


def counted(asked: QueryDict, *, proposed: NormYear | None = None, **drawn: Any) -> dict[str, Any]:
    """Answer the calculator's form, and the norm where it was filled in: of a published year, or of the proposed one."""
    published_years = NormYear.objects.published()
    years = [proposed.year] if proposed else list(published_years.values_list("year", flat=True))
    if not years:
        return {"form": None}
    month = answers.month_to_begin_with(years, timezone.localdate())
    form = HouseholdForm(asked, years=years, month=month, **drawn)
    context: dict[str, Any] = {
        "form": form,
        "new_rules_from": NEW_RULES_FROM if max(years) < NEW_RULES_FROM.year else None,
    }
    if form.is_valid():
        year = proposed or published_years.get(year=form.cleaned_data["year"])
        context["answer"] = answers.answer(
            year,
            form.first_of_month,
            form.cleaned_data["household"],
            costs=form.costs,
            income=form.cleaned_data["income"],
        )
    return context
