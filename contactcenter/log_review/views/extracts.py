"""Who has looked at a resident: asked for by number, shown to be printed, handed over as a file. Recorded before it is read."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.log_review import extract_csv, extracts
from contactcenter.log_review.extracts import Look, Wanted
from contactcenter.log_review.forms.extracts import ExtractForm, seal, unseal

REVIEW = "audit.review_log"
NOT_RECORDED = _(
    "The log cannot be written to right now, so nothing is shown. Try again, and tell those who run the system."
)


def write_pdf(wanted: Wanted, looks: Sequence[Look], *, at: datetime) -> bytes:
    """Write the PDF. Its library is loaded when somebody wants one: it takes half a second and 45 MB in every process."""
    from contactcenter.log_review import extract_pdf  # noqa: PLC0415

    return extract_pdf.write(wanted, looks, at=at)


FILES = {
    "pdf": ("application/pdf", write_pdf),
    "csv": ("text/csv; charset=utf-8", extract_csv.write),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REVIEW)
def extract(request: StaffRequest) -> HttpResponse:
    """Ask for the person and the purpose; then show the extract. The number comes by POST and goes no further."""
    at = timezone.now()
    today = timezone.localdate(at)
    if request.method != "POST":
        return ask(request, ExtractForm.empty(today), status=200)
    form = ExtractForm(request.POST)
    if not form.is_valid():
        return ask(request, form, status=422)
    wanted = form.wanted(year=today.year)
    try:
        extracts.record(wanted, "page", by=request.user, at=at)
    except DatabaseError:
        form.add_error(None, NOT_RECORDED)
        return ask(request, form, status=503)
    looks = extracts.looks_at(wanted)
    context = {
        "wanted": wanted,
        "looks": looks,
        "sentences": extracts.sentences(wanted, looks, at=at),
        "was_blocked": extracts.was_blocked(looks),
        "sealed": seal(wanted, by=request.user),
    }
    return render(request, "log_review/extract.html", context)


@require_POST
@requires(REVIEW)
def extract_file(request: StaffRequest) -> HttpResponse:
    """Hand the same extract over as a file, recorded once more. The page sent what it was about, sealed."""
    at = timezone.now()
    wanted = unseal(request.POST.get("sealed", ""), by=request.user)
    kind = request.POST.get("kind", "")
    if wanted is None or kind not in FILES:
        form = ExtractForm.empty(timezone.localdate(at))
        messages.error(request, _("The page was too old. Write the number again."))
        return ask(request, form, status=422)
    try:
        extracts.record(wanted, kind, by=request.user, at=at)
    except DatabaseError:
        messages.error(request, NOT_RECORDED)
        return ask(request, ExtractForm.empty(timezone.localdate(at)), status=503)
    content_type, write = FILES[kind]
    with override(language_on_paper()):
        content = write(wanted, extracts.looks_at(wanted), at=at)
    name = f"extract_{wanted.reference}.{kind}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def ask(request: StaffRequest, form: ExtractForm, *, status: int) -> HttpResponse:
    return render(request, "log_review/extract_form.html", {"form": form}, status=status)


def language_on_paper() -> str:
    """Answer the reader's language, if whole sentences are there in it."""
    language = get_language()
    return language if language in settings.COMPLETE_LANGUAGES else settings.LANGUAGE_CODE
