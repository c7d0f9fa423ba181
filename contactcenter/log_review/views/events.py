"""The log: what was done and looked at, newest first. Every page of it that is shown is recorded itself."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.audit import events
from contactcenter.log_review import export, reading
from contactcenter.log_review.forms.events import ExportForm, QuestionForm, first_question

MOST_DIGITS = 18  # of a position; more would not fit the database's bigint


@require_safe
@requires("audit.view_events")
def event_list(request: StaffRequest) -> HttpResponse:
    """Show the events that were asked for. Looking is recorded before anything is read, so what is shown ends right there."""
    form = QuestionForm(first_question(timezone.localdate()) | request.GET.dict())
    if not form.is_valid():
        return render(request, "log_review/events.html", {"form": form}, status=422)
    below = position_in(request.GET.get("below", ""))
    asked = form.asked() | ({"below": str(below)} if below else {})
    viewed = events.record(request.user, "audit.viewed", at=timezone.now(), question=asked)
    page = reading.page(form.events(), below=min(below or viewed.position, viewed.position))
    proof = reading.proof(viewed)
    return render(request, "log_review/events.html", {"form": form, "page": page, "proof": proof})


def position_in(text: str) -> int:
    """Read a position from an address; 0 where none stands there, or none that an event could have."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


@require_http_methods(["GET", "HEAD", "POST"])
@requires("audit.view_events")
def take_copy(request: StaffRequest) -> HttpResponseBase:
    """Ask for the purpose, then hand the events over as a file."""
    if request.method != "POST":
        question = first_question(timezone.localdate()) | request.GET.dict()
        return render(request, "log_review/export.html", {"form": ExportForm(initial=question)})
    form = ExportForm(request.POST)
    if not form.is_valid():
        return render(request, "log_review/export.html", {"form": form}, status=422)
    return _file(request, form)


def _file(request: StaffRequest, form: ExportForm) -> StreamingHttpResponse:
    asked = form.asked()
    taken = events.record(
        request.user,
        "audit.exported",
        at=timezone.now(),
        purpose=form.cleaned_data["purpose"],
        question=asked,
    )
    name = f"log_{asked['since']}_{asked['until']}.csv"
    return StreamingHttpResponse(
        export.lines(form.events(), below=taken.position),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
