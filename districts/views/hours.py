"""The editor of a line's hours: its week, its seasons, its exceptions. Previewed before it is saved, never overwritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.forms import problems_of
from districts import (
    hours_differences,
    hours_editing,
    hours_history,
    hours_parts,
    hours_preview,
    line_hours,
    overview,
)
from districts.areas import Area
from districts.forms import rows
from districts.forms.exception import ExceptionForm
from districts.forms.hours import Saved
from districts.forms.preview import MomentForm
from districts.forms.revision import RemoveForm
from districts.forms.season import SeasonForm
from districts.forms.week import WeekForm
from districts.lines import Outdated
from districts.models import PhoneLine
from districts.phone_hours import PhoneHours
from districts.views.frame import (
    CHANGE_HOURS,
    VIEW,
    area_or_404,
    area_page,
    line_or_404,
    line_page,
)

PartForm = WeekForm | SeasonForm | ExceptionForm
FORMS: dict[str, type[PartForm]] = {
    "week": WeekForm,
    "seasons": SeasonForm,
    "exceptions": ExceptionForm,
}
TEMPLATES = {  # by the element that htmx is going to replace
    "editor": "districts/_hours_editor.html",
    "preview": "districts/_hours_preview.html",
}


@dataclass(frozen=True)
class Editor:
    """One part of one line's hours, opened by somebody who may change it."""

    request: StaffRequest
    area: Area
    line: PhoneLine
    part: str
    saved: Saved
    at: datetime

    @classmethod
    def opened(cls, request: StaffRequest, slug: str, line: str, part: str) -> "Editor":
        area = area_or_404(request, slug, CHANGE_HOURS)
        found, at = line_or_404(area, line), timezone.now()
        hours = line_hours.of(found, at=at, language=get_language() or "sv")
        return cls(request, area, found, part, Saved(hours, timezone.localdate(at)), at)

    @property
    def title(self) -> str:
        return {"week": _("week"), "seasons": _("seasons"), "exceptions": _("exceptions")}[
            self.part
        ]

    @property
    def fields_template(self) -> str:
        return f"districts/_{self.part}_fields.html"

    @property
    def url(self) -> str:
        return reverse("district:edit-hours", args=[self.area.slug, self.line.slug, self.part])

    def form_showing(self, typed: dict[str, Any]) -> PartForm:
        """Answer a form that shows what it is given, and checks nothing."""
        initial = {"revision": self.line.revision} | typed
        return FORMS[self.part](initial=initial, saved=self.saved)

    def form_of(self, original: str) -> PartForm:
        return self.form_showing(FORMS[self.part].shown(self.saved, original))

    def posted_form(self) -> PartForm:
        return FORMS[self.part](self.request.POST, saved=self.saved)

    def page(self, form: PartForm, *, status: int = 200, **context: Any) -> HttpResponse:
        template = TEMPLATES.get(self.request.htmx.target or "", "districts/hours_editor.html")
        context = {"moment": self.moment_form()} | context | {"editor": self, "form": form}
        return line_page(
            self.request, self.area, self.line, self.part, template, status=status, **context
        )

    def parts(self) -> list[hours_parts.Part]:
        """Answer the weeks, seasons or exceptions that there are."""
        return hours_parts.LISTS[self.part](self.saved.hours, self.saved.today)

    def moment_form(self) -> MomentForm:
        if "moment" in self.request.POST:
            return MomentForm(self.request.POST)
        return MomentForm(initial={"moment": timezone.localtime(self.at)})

    def save(self, hours: PhoneHours, *, revision: int) -> None:
        """Save, or raise Outdated. What changes nothing is not saved."""
        if hours == self.saved.hours:
            messages.info(self.request, _("Nothing has changed, so nothing was saved."))
            return
        hours_editing.save(self.line, hours, revision=revision, by=self.request.user, at=self.at)
        messages.success(self.request, _("Saved. Residents see it at once."))


@require_safe
@requires(VIEW)
def index(request: StaffRequest, slug: str) -> HttpResponse:
    """Show an area's lines at a glance."""
    area = area_or_404(request, slug, VIEW)
    lines = area.lines().select_related("unit", "outside_hours__unit")
    return area_page(
        request,
        area,
        "hours",
        "districts/hours.html",
        summaries=overview.of_lines(lines, at=timezone.now(), language=get_language() or "sv"),
        may_change=area.may(CHANGE_HOURS),
    )


@require_safe
@requires(CHANGE_HOURS)
def first_tab(request: StaffRequest, slug: str, line: str) -> HttpResponse:
    return redirect("district:edit-hours", slug, line, "week")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_HOURS)
def edit(request: StaffRequest, slug: str, line: str, part: str) -> HttpResponse:
    editor = Editor.opened(request, slug, line, part)
    if request.method != "POST":
        return editor.page(editor.form_of(request.GET.get("original", "")))
    form = editor.posted_form()
    if not form.is_valid():
        return editor.page(form, status=422)
    try:
        editor.save(form.apply(), revision=form.cleaned_data["revision"])
    except Outdated:
        return conflict(request, slug, line, part)
    return redirect(editor.url)


def conflict(request: StaffRequest, slug: str, line: str, part: str) -> HttpResponse:
    """Show what somebody else saved in the meantime, and what was typed; the person chooses."""
    editor = Editor.opened(request, slug, line, part)
    form = editor.posted_form()
    if not form.is_valid():  # what was typed does not go together with what is saved by now
        return editor.page(form, status=409)
    since = editor.line.changes.filter(revision__gt=form.cleaned_data["revision"])
    return line_page(
        request,
        editor.area,
        editor.line,
        part,
        "districts/hours_conflict.html",
        status=409,
        editor=editor,
        form=form,
        theirs=hours_history.entries(since.select_related("changed_by")),
        mine=hours_differences.between(editor.saved.hours, form.apply()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_HOURS)
def change_rows(request: StaffRequest, slug: str, line: str, part: str) -> HttpResponse:
    """Add, remove or copy rows of from and to. Whatever has been typed stays, right or wrong."""
    editor = Editor.opened(request, slug, line, part)
    if request.method != "POST":  # the page was loaded again
        return redirect(editor.url)
    act = request.POST.get("rows", "")
    form = editor.form_showing(rows.after(act, request.POST.dict()))
    form.put_focus(act)
    return editor.page(form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE_HOURS)
def preview(request: StaffRequest, slug: str, line: str, part: str) -> HttpResponse:
    """Show what would change, and how it would be told at a moment. Nothing is saved."""
    editor = Editor.opened(request, slug, line, part)
    if request.method != "POST":  # the page was loaded again
        return redirect(editor.url)
    form, moment = editor.posted_form(), editor.moment_form()
    if not form.is_valid() or not moment.is_valid():
        problems = [*problems_of(form), *problems_of(moment)]
        return editor.page(form, status=422, moment=moment, problems=problems)
    hours = form.apply()
    at = moment.cleaned_data["moment"]
    return editor.page(
        form,
        moment=moment,
        at=at,
        differences=hours_differences.between(editor.saved.hours, hours),
        told=hours_preview.in_each_language(editor.line, hours, at),
    )


@require_POST
@requires(CHANGE_HOURS)
def remove(request: StaffRequest, slug: str, line: str, part: str) -> HttpResponse:
    """Take a coming week, a season or an exception away. It can be undone like any other change."""
    editor = Editor.opened(request, slug, line, part)
    form = RemoveForm(request.POST)
    if not form.is_valid():
        return redirect(editor.url)
    hours = FORMS[part].without(editor.saved, form.cleaned_data["original"])
    try:
        editor.save(hours, revision=form.cleaned_data["revision"])
    except Outdated:
        return errors.page(request, 409, back=editor.url)
    return redirect(editor.url)
