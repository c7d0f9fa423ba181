"""/editor/norms/: the norm year by year. One editor proposes a table, another one publishes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge.forms.norm_year import DeclineForm, NormYearForm, PastedTableForm, initial_from
from knowledge.models import NormYear
from knowledge.norm import comparison, pasted, years
from knowledge.norm_views import counted
from knowledge.views.frame import EDIT_NORMS, editor_page


def norm_page(
    request: StaffRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    return editor_page(request, "editor:norms", f"editor/{template}", status=status, **context)


@require_safe
@requires(EDIT_NORMS)
def norm_list(request: StaffRequest) -> HttpResponse:
    proposals = NormYear.objects.proposed().select_related("proposed_by")
    published = NormYear.objects.published()
    return norm_page(request, "norm_list.html", proposals=proposals, published=published)


@require_safe
@requires(EDIT_NORMS)
def norm_year(request: StaffRequest, year: int) -> HttpResponse:
    """Show what holds in a year, and every version that was proposed for it."""
    people = NormYear.objects.select_related("proposed_by", "decided_by")
    versions = get_list_or_404(people, year=year)
    holding = next((each for each in versions if each.state == NormYear.State.PUBLISHED), None)
    text = pasted.write(holding.table) if holding else ""
    return norm_page(
        request, "norm_year.html", year=year, versions=versions, holding=holding, text=text
    )


@require_safe
@requires(EDIT_NORMS)
def norm_version(request: StaffRequest, pk: int) -> HttpResponse:
    return version_page(request, version_or_404(pk))


def version_or_404(pk: int) -> NormYear:
    return get_object_or_404(NormYear.objects.select_related("proposed_by", "decided_by"), pk=pk)


def version_page(
    request: StaffRequest, version: NormYear, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    """Show a version, what it changes, and to a second editor the choice."""
    base = comparison.base_of(version)
    context = {
        "version": version,
        "base": base,
        "differences": list(comparison.differences(base, version)) if base else [],
        "oddities": comparison.oddities(version.table, base.table if base else None),
        "is_proposed": version.state == NormYear.State.PROPOSED,
        "is_mine": version.proposed_by == request.user,
        "refusal": refusal,
    }
    return norm_page(request, "norm_version.html", status=status, **context)


@require_safe
@requires(EDIT_NORMS)
def try_version(request: StaffRequest, pk: int) -> HttpResponse:
    """Count with a version that residents do not see."""
    version = version_or_404(pk)
    context = counted(request.GET, proposed=version)
    status = 422 if context["form"].errors else 200
    return norm_page(request, "norm_try.html", status=status, version=version, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_NORMS)
def propose(request: StaffRequest) -> HttpResponse:
    """Begin with what is published for the year, or with the version named by `from`; nothing is published by this."""
    if request.method != "POST":
        return form_page(request, NormYearForm(initial=begun_with(request)))
    form = NormYearForm(request.POST)
    if not form.is_valid():
        return form_page(request, form)
    try:
        proposal = years.propose(
            form.cleaned_data["year"],
            form.table,
            by=request.user,
            at=timezone.now(),
            **form.about,
        )
    except years.AlreadyProposed:
        form.add_error("year", _("Another table for the year waits already. Decide on that first."))
        return form_page(request, form, status=409)
    messages.success(request, _("Proposed. It holds when another editor has published it."))
    return redirect("editor:norm-version", proposal.pk)


def begun_with(request: StaffRequest) -> dict[str, Any]:
    """Answer the form's beginning. A year that we do not have begins empty: nothing is worked out from another."""
    source, year = number_in(request, "from"), number_in(request, "year")
    known = NormYear.objects.filter(pk=source) if source else NormYear.objects.published()
    version = known.first() if source else known.filter(year=year).first()
    if version:
        return initial_from(version)
    latest = NormYear.objects.published().first()
    return {"year": year or (latest.year + 1 if latest else None)}


def number_in(request: StaffRequest, name: str) -> int:
    """Answer a small number of the address; zero where there is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@require_POST
@requires(EDIT_NORMS)
def fill(request: StaffRequest) -> HttpResponse:
    """Fill the form with a table that was pasted as text. Nothing is saved, and what else was typed stays."""
    paste = PastedTableForm(request.POST)
    amounts = paste.amounts() if paste.is_valid() else {}
    form = NormYearForm(initial=request.POST.dict() | amounts)
    return form_page(request, form, paste=paste)


def form_page(
    request: StaffRequest,
    form: NormYearForm,
    *,
    paste: PastedTableForm | None = None,
    status: int = 200,
) -> HttpResponse:
    has_errors = bool(form.errors or (paste and paste.errors))
    context = {"form": form, "paste": paste or PastedTableForm()}
    status = 422 if has_errors and status == 200 else status
    return norm_page(request, "norm_form.html", status=status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_NORMS)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then let the version hold. Only another editor than who proposed it is let through."""
    version = version_or_404(pk)
    if request.method != "POST":
        return confirm_page(
            request,
            version,
            question=_("Publish %(year)s, version %(version)s?"),
            consequences=[
                _("Residents, agents and other programs are told these amounts at once."),
                _("The version before is replaced and kept."),
            ],
            action=_("Publish"),
        )
    try:
        years.publish(version, by=request.user, at=timezone.now())
    except years.OwnProposal:
        refusal = _("You proposed this table. Another editor has to publish it.")
        return version_page(request, version, status=422, refusal=refusal)
    except years.NotProposed:
        return decided_already(request, pk)
    messages.success(request, _("Published. It is what residents and agents are told from now on."))
    return redirect("editor:norm-year", version.year)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_NORMS)
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    """Do not publish; whoever proposed it takes it back."""
    version = version_or_404(pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            years.decline(
                version, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
            )
        except years.NotProposed:
            return decided_already(request, pk)
        messages.success(request, _("It is not published. The version is kept."))
        return redirect("editor:norm-year", version.year)
    return confirm_page(
        request,
        version,
        question=_("Leave %(year)s, version %(version)s unpublished?"),
        consequences=[_("The version and your reason are kept.")],
        action=_("Do not publish"),
        form=form,
    )


def confirm_page(
    request: StaffRequest,
    version: NormYear,
    *,
    question: str,
    form: DeclineForm | None = None,
    **words: Any,
) -> HttpResponse:
    words |= {
        "question": question % {"year": version.year, "version": version.version},
        "back_url": reverse("editor:norm-version", args=[version.pk]),
        "form": form,
    }
    status = 422 if form and form.errors else 200
    return render(request, "confirm.html", words, status=status)


def decided_already(request: StaffRequest, pk: int) -> HttpResponse:
    refusal = _("Somebody has decided on this table already.")
    return version_page(request, version_or_404(pk), status=409, refusal=refusal)
