"""/editor/synonyms/: words that mean the same. A change holds from the next search on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import synonyms
from knowledge.forms.searches import SynonymsForm
from knowledge.models import SynonymGroup
from knowledge.views.frame import EDIT, editor_page

TAB = "editor:searches"


@require_safe
@requires(EDIT)
def groups(request: StaffRequest) -> HttpResponse:
    shown = SynonymGroup.objects.all()
    return editor_page(request, TAB, "editor/synonyms.html", groups=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = SynonymsForm(request.POST or None)
    if form.is_valid():
        synonyms.create(form.cleaned_data["words"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("editor:synonyms")
    return form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(SynonymGroup, pk=pk)
    form = SynonymsForm(request.POST or None, group=group)
    if form.is_valid():
        try:
            synonyms.change(group, **form.cleaned_data, by=request.user, at=timezone.now())
        except synonyms.Outdated:
            return outdated(request, group)
        messages.success(request, _("Saved."))
        return redirect("editor:synonyms")
    return form_page(request, form, group=group)


def outdated(request: StaffRequest, group: SynonymGroup) -> HttpResponse:
    """Show what is saved by now beside what was typed; saving once more puts the latter in its place."""
    group.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(group.revision)
    form = SynonymsForm(typed, group=group)
    return form_page(request, form, status=409, group=group, stored=group)


def form_page(
    request: StaffRequest,
    form: SynonymsForm,
    *,
    status: int = 200,
    group: SynonymGroup | None = None,
    stored: SynonymGroup | None = None,
) -> HttpResponse:
    context = {"form": form, "group": group, "stored": stored}
    status = 422 if form.errors else status
    return editor_page(request, TAB, "editor/synonyms_form.html", status=status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then take the group away."""
    group = get_object_or_404(SynonymGroup, pk=pk)
    if request.method == "POST":
        synonyms.remove(group, by=request.user, at=timezone.now())
        messages.success(request, _("The words are no longer tied to each other."))
        return redirect("editor:synonyms")
    context = {
        "question": _("Remove these words?"),
        "consequences": [
            str(group),
            _("Each of them finds only the texts in which it stands itself."),
        ],
        "action": _("Remove"),
        "destructive": True,
        "back_url": reverse("editor:change-synonyms", args=[pk]),
    }
    return render(request, "confirm.html", context)
