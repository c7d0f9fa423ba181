"""The log review: what was done and looked at, newest first. Every page of it that is shown is recorded itself."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.audit import events
from contactcenter.log_review import export, reading
from contactcenter.log_review.forms import ExportForm, QuestionForm, first_question


@require_safe
@requires("audit.view_events")
def event_list(request: StaffRequest) -> HttpResponse:
    """Show the events that were asked for. Looking is recorded before anything is read, so what is shown ends right there."""
    form = QuestionForm(first_question(timezone.localdate()) | request.GET.dict())
    if not form.is_valid():
        return render(request, "log_review/events.html", {"form": form}, status=422)
    asked, below = form.asked(), request.GET.get("below", "")
    if below.isdecimal():
        asked["below"] = below
    viewed = events.record(request.user, "audit.viewed", at=timezone.now(), question=asked)
    end = min(int(below), viewed.position) if below.isdecimal() else viewed.position
    page = reading.page(form.events(), below=end)
    proof = reading.proof(viewed)
    return render(request, "log_review/events.html", {"form": form, "page": page, "proof": proof})


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
