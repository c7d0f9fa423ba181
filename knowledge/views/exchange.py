"""/editor/exchange/: articles out to a file, and back in after a look at what would change."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge.exchange import export, imports, reading
from knowledge.exchange.plan import Plan
from knowledge.forms.exchange import ExportForm, FileForm
from knowledge.models import ArticleImport
from knowledge.views.frame import EDIT, editor_page

HERE = "editor:exchange"
ROWS_ON_A_PAGE = 50
IMPORTS_SHOWN = 20
WRITERS = {
    "csv": (export.as_csv, "text/csv; charset=utf-8"),
    "json": (export.as_json, "application/json"),
}


@require_safe
@requires(EDIT)
def exchange(request: StaffRequest) -> HttpResponse:
    return exchange_page(request, FileForm())


def exchange_page(request: StaffRequest, form: FileForm, *, status: int = 200) -> HttpResponse:
    recent = ArticleImport.objects.select_related("by", "taken_by").defer("rows")[:IMPORTS_SHOWN]
    context = {"form": form, "export_form": ExportForm(), "recent": recent}
    return editor_page(request, HERE, "editor/exchange.html", status=status, **context)


@require_safe
@requires(EDIT)
def take_out(request: StaffRequest) -> HttpResponse:
    """Answer with the published texts as a file."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect(HERE)
    chosen = form.cleaned_data
    write, content_type = WRITERS[chosen["format"]]
    texts = export.texts(language=chosen["language"], topic=chosen["topic"])
    name = f"articles-{timezone.localdate()}.{chosen['format']}"
    answer = HttpResponse(write(texts), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@requires(EDIT)
def hand_in(request: StaffRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = imports.keep(file.name, file.read(), by=request.user, at=timezone.now())
        except reading.NotReadable as fault:
            form.add_error("file", str(fault))
        else:
            return redirect("editor:import", kept.pk)
    return exchange_page(request, form, status=422)


@require_safe
@requires(EDIT)
def handed_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what the file would change, row by row; wrong rows first."""
    kept = get_object_or_404(ArticleImport.objects.select_related("by", "taken_by"), pk=pk)
    return import_page(request, kept, imports.plan_of(kept))


def import_page(
    request: StaffRequest, kept: ArticleImport, planned: Plan, *, status: int = 200
) -> HttpResponse:
    entries = sorted(planned.entries, key=lambda entry: not entry.problems)
    page = Paginator(entries, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"kept": kept, "plan": planned, "page": page}
    return editor_page(request, HERE, "editor/import.html", status=status, **context)


@require_POST
@requires(EDIT)
def take_in(request: StaffRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(ArticleImport, pk=pk)
    try:
        count = imports.take(kept, by=request.user, at=timezone.now())
    except imports.NotRight:
        messages.error(request, _("Something has changed meanwhile. Nothing was taken in."))
        return import_page(request, kept, imports.plan_of(kept), status=422)
    except imports.AlreadyTaken:
        messages.error(request, _("This file has been taken in already."))
        return redirect("editor:import", pk)
    said = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", count)
    messages.success(request, said % {"count": count})
    return redirect("editor:articles")


@require_POST
@requires(EDIT)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    imports.drop(get_object_or_404(ArticleImport, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, _("The file is forgotten. Nothing was changed."))
    return redirect(HERE)
