"""/editor/guides/: writing a draft, in one piece or one question or outcome after the other."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import guide_checks, guide_editing, guide_versions
from knowledge.forms.guides import PlaceTextsForm, WriteGuideForm, as_content
from knowledge.guides import Content
from knowledge.models import SOURCE_LANGUAGE, GuideVersion
from knowledge.views.frame import editor_page
from knowledge.views.guides import EDIT_GUIDES, HERE, get_version, somebody_was_faster

BESIDE = "en"  # the language beside Swedish, unless another one is chosen
OTHERS = [(code, name) for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_GUIDES)
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the whole draft at once. What is not in order is not kept; it stays on the page with its faults."""
    draft = get_version(pk)
    if not draft.is_draft:
        return somebody_was_faster(request, draft)
    before = {
        "content": draft.content,
        "change_note": draft.change_note,
        "revision": draft.revision,
    }
    form = WriteGuideForm(request.POST or None, request.FILES or None, initial=before)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            save(request, draft, typed["guide"], typed["revision"], typed["change_note"])
        except guide_versions.Outdated:
            return outdated(request, draft, form, "editor/guide_write.html")
        messages.success(request, _("Saved."))
        return redirect("editor:guide-version", pk)
    return form_page(request, "editor/guide_write.html", form, version=draft)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT_GUIDES)
def texts(request: StaffRequest, pk: int, kind: str, place: str) -> HttpResponse:
    """Change the texts of one question or outcome, or of what stands around them."""
    draft = get_version(pk)
    if not draft.is_draft:
        return somebody_was_faster(request, draft)
    content = json.loads(draft.content)
    form = PlaceTextsForm(
        request.POST or None,
        places=places_or_404(content, kind, place),
        language=language_beside(request),
        initial={"revision": draft.revision},
    )
    template = "editor/guide_texts.html"
    context: dict[str, Any] = {"place": place, "others": OTHERS, "beside": language_beside(request)}
    if form.is_valid():
        changed, revision = as_content(form, content, kind, place), form.cleaned_data["revision"]
        try:
            save(request, draft, changed, revision, draft.change_note)
        except guide_checks.Faulty as fault:
            form.add_faults(fault.problems)
        except guide_versions.Outdated:
            return outdated(request, draft, form, template, **context)
        else:
            messages.success(request, _("Saved."))
            return redirect("editor:guide-version", pk)
    return form_page(request, template, form, version=draft, **context)


def places_or_404(content: Content, kind: str, place: str) -> list[guide_editing.TextPlace]:
    try:
        return guide_editing.texts_of(content, kind, place)
    except KeyError as unknown:
        raise Http404 from unknown


def language_beside(request: StaffRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(OTHERS) else BESIDE


def save(
    request: StaffRequest, draft: GuideVersion, content: Content, revision: int, change_note: str
) -> None:
    guide_versions.save(
        draft,
        content=content,
        revision=revision,
        change_note=change_note,
        by=request.user,
        at=timezone.now(),
    )


def outdated(
    request: StaffRequest,
    draft: GuideVersion,
    form: WriteGuideForm | PlaceTextsForm,
    template: str,
    **context: Any,
) -> HttpResponse:
    """Keep what was typed on the page; saving once more puts it in the place of what is saved by now."""
    newest = GuideVersion.objects.filter(pk=draft.pk, state=GuideVersion.State.DRAFT).first()
    if newest is None:
        return somebody_was_faster(request, draft)
    typed = request.POST.copy()
    typed["revision"] = str(newest.revision)
    form.data = typed
    return form_page(request, template, form, status=409, version=newest, stored=newest, **context)


def form_page(
    request: StaffRequest,
    template: str,
    form: WriteGuideForm | PlaceTextsForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    status = 422 if form.errors else status
    return editor_page(request, HERE, template, status=status, form=form, **context)
