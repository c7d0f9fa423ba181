"""/editor/guides/: guides in their versions; what a draft would change, how it will look, and publishing a colleague's."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import guide_editing, guide_pages, guide_versions, guides
from knowledge.differences import Difference
from knowledge.forms.articles import RevisionForm
from knowledge.forms.guides import NewGuideForm
from knowledge.guide_views import page
from knowledge.models import SOURCE_LANGUAGE, GuideVersion
from knowledge.views.frame import editor_page

EDIT_GUIDES = "knowledge.edit_guides"
HERE = "editor:guides"
LANGUAGE_CODES = {code for code, _name in settings.LANGUAGES}


def get_version(pk: int) -> GuideVersion:
    versions = GuideVersion.objects.select_related("written_by", "checked_by")
    return get_object_or_404(versions, pk=pk)


def somebody_was_faster(request: StaffRequest, version: GuideVersion) -> HttpResponse:
    """Lead to the guide as it is now, when an act came too late."""
    messages.error(request, _("Somebody was faster. This is how it stands now."))
    return redirect("editor:guide", version.slug)


@require_safe
@requires(EDIT_GUIDES)
def guide_list(request: StaffRequest) -> HttpResponse:
    """Show every guide once: what is published, and the draft that waits beside it."""
    newest = GuideVersion.objects.exclude(state=GuideVersion.State.REPLACED)
    rows: dict[str, dict[str, Any]] = {}
    for version in newest.select_related("written_by"):
        row = rows.setdefault(version.slug, {"guide": guides.of_text(version.content)})
        row[version.state] = version
    return editor_page(request, HERE, "editor/guides.html", rows=rows)


@require_safe
@requires(EDIT_GUIDES)
def guide(request: StaffRequest, slug: str) -> HttpResponse:
    found = GuideVersion.objects.filter(slug=slug).select_related("written_by", "checked_by")
    versions = list(found)
    newest = versions[0] if versions else get_object_or_404(found)
    context: dict[str, Any] = {
        "slug": slug,
        "guide": guides.of_text(newest.content),
        "versions": versions,
        "draft": next((version for version in versions if version.is_draft), None),
    }
    return editor_page(request, HERE, "editor/guide.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_GUIDES)
def create(request: StaffRequest) -> HttpResponse:
    """Begin a guide that does not exist yet, from a file."""
    form = NewGuideForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            draft = guide_versions.create(
                form.cleaned_data["slug"],
                content=form.cleaned_data["guide"],
                by=request.user,
                at=timezone.now(),
            )
        except guide_versions.AlreadyBeingWritten:
            form.add_error("slug", _("There is a guide with this address already."))
        else:
            return redirect("editor:guide-version", draft.pk)
    status = 422 if form.errors else 200
    return editor_page(request, HERE, "editor/guide_new.html", status=status, form=form)


@require_safe
@requires(EDIT_GUIDES)
def version(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a whole version, and what differs from the published one."""
    shown = get_version(pk)
    published = GuideVersion.objects.published().filter(slug=shown.slug).exclude(pk=pk).first()
    context: dict[str, Any] = {
        "version": shown,
        "guide": guides.of_text(shown.content),
        "published": published,
        "differences": differences(published, shown) if published else [],
        "is_own": shown.written_by_id == request.user.pk,
    }
    return editor_page(request, HERE, "editor/guide_version.html", **context)


def differences(before: GuideVersion, after: GuideVersion) -> list[Difference]:
    return guide_editing.between(json.loads(before.content), json.loads(after.content))


@require_safe
@requires(EDIT_GUIDES)
def take_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer with a version as a file."""
    shown = get_version(pk)
    answer = HttpResponse(shown.content, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{shown.slug}-{shown.number}.json"'
    return answer


@require_safe
@requires(EDIT_GUIDES)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Let an editor go through a version as residents will, in any of their languages."""
    shown = get_version(pk)
    language = request.GET.get("language", "")
    language = language if language in LANGUAGE_CODES else get_language() or SOURCE_LANGUAGE
    context = {
        "staff_language": get_language(),
        "back_label": _("Back to the editor"),
        "version": shown,
        "languages": settings.LANGUAGES,
    }
    with override(language):
        query = f"language={language}"
        context |= page(guide_pages.show(shown, request.GET.get("a", ""), query=query))
        return render(request, "editor/guide_preview.html", context)


@require_POST
@requires(EDIT_GUIDES)
def begin(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a draft that reads like the version: the published one to go on with, an earlier one to bring it back."""
    like = get_version(pk)
    try:
        draft = guide_versions.begin(like, by=request.user, at=timezone.now())
    except guide_versions.AlreadyBeingWritten:
        messages.info(request, _("There is a draft already. This is it."))
        draft = get_object_or_404(GuideVersion.objects.drafts(), slug=like.slug)
    return redirect("editor:guide-version", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_GUIDES)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what changes, then publish; not what one has written oneself."""
    draft = get_version(pk)
    if not draft.is_draft:
        return somebody_was_faster(request, draft)
    if draft.written_by_id == request.user.pk:
        messages.error(request, _("Whoever writes a guide does not publish it. Ask a colleague."))
        return redirect("editor:guide-version", pk)
    form = RevisionForm(request.POST or None, initial={"revision": draft.revision})
    if form.is_valid():
        try:
            guide_versions.publish(draft, by=request.user, at=timezone.now(), **form.cleaned_data)
        except guide_versions.Outdated:
            return somebody_was_faster(request, draft)
        messages.success(request, _("Published. Residents and the desk have it now."))
        return redirect("editor:guide", draft.slug)
    context = {
        "question": _("Publish version %(number)s?") % {"number": draft.number},
        "consequences": [
            _("Residents and the desk have it at once."),
            _("Whoever is in the middle of the version before goes on in that one."),
        ],
        "action": _("Publish"),
        "back_url": reverse("editor:guide-version", args=[pk]),
    }
    return confirm(request, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_GUIDES)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then throw a draft away."""
    draft = get_version(pk)
    if not draft.is_draft:
        return somebody_was_faster(request, draft)
    form = RevisionForm(request.POST or None, initial={"revision": draft.revision})
    if form.is_valid():
        try:
            guide_versions.discard(draft, by=request.user, at=timezone.now(), **form.cleaned_data)
        except guide_versions.Outdated:
            return somebody_was_faster(request, draft)
        messages.success(request, _("The draft is gone."))
        return redirect(HERE)
    context = {
        "question": _("Throw draft %(number)s away?") % {"number": draft.number},
        "consequences": [_("What was written in it cannot be brought back.")],
        "action": _("Throw it away"),
        "destructive": True,
        "back_url": reverse("editor:guide-version", args=[pk]),
    }
    return confirm(request, form, **context)


def confirm(request: StaffRequest, form: RevisionForm, **context: Any) -> HttpResponse:
    """Ask before an act; a button whose form was not in order is asked about once more."""
    status = 422 if form.errors else 200
    context |= {"form": form, "part_of": "editor:articles"}
    return render(request, "confirm.html", context, status=status)
