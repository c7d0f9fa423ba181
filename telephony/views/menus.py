"""/queues/menu/: the phone menu's versions, what a caller hears, and publishing one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from telephony import menu_checks, menu_tree, menus
from telephony.forms.leading import RevisionForm
from telephony.menu_content import PhoneMenu
from telephony.models import IvrMenu
from telephony.views.frame import CHANGE, VIEW, page, posted

VERSIONS_SHOWN = 20
LONGEST_NUMBER = 19  # digits, of a row


@require_safe
@requires(VIEW)
def index(request: StaffRequest) -> HttpResponse:
    """Show what callers hear now, the draft if there is one, and what was before."""
    versions = IvrMenu.objects.select_related("written_by", "published_by")[:VERSIONS_SHOWN]
    shown = next((each for each in versions if each.state == IvrMenu.State.PUBLISHED), None)
    draft = next((each for each in versions if each.is_draft), None)
    context = picture(shown) if shown else {}
    return page(request, "menu", "telephony/menu.html", versions=versions, draft=draft, **context)


@require_safe
@requires(VIEW)
def version(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one version as a picture; of a draft, what is missing and where to write on."""
    found = version_or_404(pk)
    context = picture(found)
    if found.is_draft:
        context["problems"] = menu_checks.problems_of(context["menu"], menus.known())
    context["complete_languages"] = settings.COMPLETE_LANGUAGES
    context["names"] = menu_tree.names(context["menu"], get_language() or "sv")
    return page(request, "menu", "telephony/menu_version.html", **context)


@require_POST
@requires(CHANGE)
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a draft like the version that is named, or from nothing where there is none at all."""
    like = version_named(request.POST.get("like", ""))
    if like is None and IvrMenu.objects.exists():
        return errors.page(
            request, 422, message=_("Choose a version."), back=reverse("queues:menu")
        )
    try:
        draft = menus.begin(like, by=request.user, at=timezone.now())
    except menus.AlreadyBeingWritten:
        message = _("There is a draft already. Go on with it, or throw it away.")
        return errors.page(request, 409, message=message, back=reverse("queues:menu"))
    return redirect("queues:menu-version", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(pk)
    form = RevisionForm(posted(request), initial={"revision": draft.revision})
    if form.is_valid():
        try:
            menus.publish(draft, **form.cleaned_data, by=request.user, at=timezone.now())
        except menu_checks.Faulty:
            messages.error(request, _("It is not published: something is missing."))
            return redirect("queues:menu-version", pk)
        except menus.Outdated:
            return outdated(request, pk)
        messages.success(request, _("Published. Callers hear it from now on."))
        return redirect("queues:menu")
    question = _("Publish version %(number)s?") % {"number": draft.number}
    consequences = [_("Callers hear it from now on, in place of the version before.")]
    return ask(request, form, pk, question, consequences, _("Publish"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(pk)
    form = RevisionForm(posted(request), initial={"revision": draft.revision})
    if form.is_valid():
        try:
            menus.discard(draft, **form.cleaned_data, by=request.user, at=timezone.now())
        except menus.Outdated:
            return outdated(request, pk)
        messages.success(request, _("The draft is thrown away."))
        return redirect("queues:menu")
    question = _("Throw the draft away?")
    consequences = [_("It cannot be brought back. Published versions stay.")]
    return ask(request, form, pk, question, consequences, _("Throw it away"), destructive=True)


def ask(
    request: StaffRequest,
    form: RevisionForm,
    pk: int,
    question: str,
    consequences: list[str],
    action: str,
    *,
    destructive: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "question": question,
        "consequences": consequences,
        "action": action,
        "destructive": destructive,
        "back_url": reverse("queues:menu-version", args=[pk]),
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


def outdated(request: StaffRequest, pk: int) -> HttpResponse:
    message = _("Somebody changed the draft after you opened the page.")
    back = reverse("queues:menu-version", args=[pk])
    return errors.page(request, 409, message=message, back=back)


def version_named(pk: str) -> IvrMenu | None:
    is_number = pk.isdecimal() and pk.isascii() and len(pk) < LONGEST_NUMBER
    return IvrMenu.objects.filter(pk=int(pk)).first() if is_number else None


def version_or_404(pk: int) -> IvrMenu:
    return get_object_or_404(IvrMenu.objects.select_related("written_by", "published_by"), pk=pk)


def draft_or_404(pk: int) -> IvrMenu:
    return get_object_or_404(IvrMenu.objects.drafts(), pk=pk)


def picture(version: IvrMenu) -> dict[str, Any]:
    menu, language = PhoneMenu.read(version.content), get_language() or "sv"
    return {
        "version": version,
        "menu": menu,
        "tree": menu_tree.of(menu, language, menus.known()),
    }
