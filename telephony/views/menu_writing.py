"""Writing a draft of the phone menu: its beginning, one menu at a time, the texts of another language."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contactcenter.accounts.access import StaffRequest, requires
from telephony import menu_tree, menus
from telephony.forms.leading import RevisionForm
from telephony.forms.menu_texts import TextsForm
from telephony.forms.menus import (
    NEW_MENU,
    BeginningForm,
    ChoiceForm,
    ChoiceFormSet,
    MenuForm,
    rows_after,
)
from telephony.menu_content import START, Menu, PhoneMenu
from telephony.models import IvrMenu, Queue
from telephony.views.frame import CHANGE, page, posted
from telephony.views.menus import ask, draft_or_404, outdated

Names = list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def beginning(request: StaffRequest, pk: int) -> HttpResponse:
    draft = draft_or_404(pk)
    menu = PhoneMenu.read(draft.content)
    initial = {"revision": draft.revision, **BeginningForm.shown(menu)}
    form = BeginningForm(posted(request), lines=menus.emergency_lines(), initial=initial)
    if form.is_valid() and (saved := save(request, draft, form.apply(menu), form)):
        return saved
    return draft_page(request, "telephony/menu_beginning.html", draft, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def one_menu(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """Write one menu. Choices are added, removed and moved by buttons; nothing is saved before Save is pressed."""
    draft = draft_or_404(pk)
    menu = PhoneMenu.read(draft.content)
    at = menu_or_404(menu, code)
    lists = choices_for(menu, code)
    if request.method != "POST":
        rows = [ChoiceForm.shown(number, each) for number, each in enumerate(at.choices)]
        form = MenuForm(
            queues=lists["queues"], initial={"revision": draft.revision, **MenuForm.shown(at)}
        )
        return menu_page(request, draft, menu, code, form, formset_of(rows, lists))
    rows_now = rows_after(request.POST.get("act", ""), request.POST)
    if rows_now is not None:
        form = MenuForm(queues=lists["queues"], initial=request.POST.dict())
        return menu_page(request, draft, menu, code, form, formset_of(rows_now, lists))
    form = MenuForm(request.POST, queues=lists["queues"])
    choices = ChoiceFormSet(request.POST, form_kwargs=lists)
    if not (form.is_valid() & choices.is_valid()):
        return menu_page(request, draft, menu, code, form, choices, status=422)
    saved = save(request, draft, written(menu, at, form, choices), form)
    return saved or menu_page(request, draft, menu, code, form, choices, status=409)


def written(menu: PhoneMenu, at: Menu, form: MenuForm, choices: BaseFormSet) -> PhoneMenu:
    """Answer the whole with one menu as it was written; a choice may have asked for a menu that is new."""
    found = []
    for each in choices:
        choice = each.apply(at.choices)
        if choice.menu == NEW_MENU:
            new = Menu(menu.free_code(), queue=form.cleaned_data["queue"])
            choice, menu = replace(choice, menu=new.code), menu.with_menu(new)
        found.append(choice)
    return menu.with_menu(form.apply(at, tuple(found)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def texts(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Write the texts of one language beside the Swedish ones."""
    if language not in dict(settings.LANGUAGES) or language in settings.COMPLETE_LANGUAGES:
        raise Http404
    draft = draft_or_404(pk)
    menu = PhoneMenu.read(draft.content)
    form = TextsForm(
        posted(request), menu=menu, language=language, initial={"revision": draft.revision}
    )
    if form.is_valid() and (saved := save(request, draft, form.apply(), form)):
        return saved
    name = dict(settings.LANGUAGES)[language]
    return draft_page(
        request, "telephony/menu_texts.html", draft, form, language=language, language_name=name
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def remove_menu(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """Ask, then take a menu away; choices that lead there are told as faults until they lead somewhere else."""
    draft = draft_or_404(pk)
    menu = PhoneMenu.read(draft.content)
    menu_or_404(menu, code)
    form = RevisionForm(posted(request), initial={"revision": draft.revision})
    if form.is_valid():
        if code == START:
            raise Http404
        return save(request, draft, menu.without_menu(code), form) or outdated(request, pk)
    name = menu_tree.names(menu, get_language() or "sv")[code]
    question = _("Remove the menu %(name)s?") % {"name": name}
    consequences = [_("Its texts go with it, in every language.")]
    return ask(request, form, pk, question, consequences, _("Remove"), destructive=True)


def save(
    request: StaffRequest, draft: IvrMenu, menu: PhoneMenu, form: RevisionForm
) -> HttpResponse | None:
    """Save what a valid form says, and lead on; answer none where somebody was faster."""
    revision = form.cleaned_data["revision"]
    try:
        menus.save(draft, menu, revision=revision, by=request.user, at=timezone.now())
    except menus.Outdated:
        return None
    messages.success(request, _("Saved in the draft. Callers do not hear it yet."))
    return redirect("queues:menu-version", draft.pk)


def menu_or_404(menu: PhoneMenu, code: str) -> Menu:
    if code not in menu.menus:
        raise Http404
    return menu.menus[code]


def choices_for(menu: PhoneMenu, code: str) -> dict[str, Names]:
    """Answer the queues that are in use, and the menus that a choice of this one may lead to."""
    queues = list(Queue.objects.active().values_list("slug", "name"))
    names = menu_tree.names(menu, get_language() or "sv")
    others = [(each, name) for each, name in names.items() if each not in (START, code)]
    return {"queues": queues, "menus": others}


def formset_of(rows: list[dict[str, Any]], lists: dict[str, Names]) -> BaseFormSet:
    """Show the rows as they were typed, and check nothing."""
    found: BaseFormSet = ChoiceFormSet(initial=rows, form_kwargs=lists)
    found.extra = 0
    return found


def draft_page(
    request: StaffRequest, template: str, draft: IvrMenu, form: RevisionForm, **context: Any
) -> HttpResponse:
    """Show a form: empty, with its faults (422), or with what was typed while somebody else was faster (409)."""
    status = 422 if form.errors else 409 if form.is_bound else 200
    return page(
        request,
        "menu",
        template,
        status=status,
        form=form,
        version=draft,
        is_outdated=status == HTTPStatus.CONFLICT,
        **context,
    )


def menu_page(
    request: StaffRequest,
    draft: IvrMenu,
    menu: PhoneMenu,
    code: str,
    form: MenuForm,
    choices: BaseFormSet,
    *,
    status: int = 200,
) -> HttpResponse:
    name = menu_tree.names(menu, get_language() or "sv")[code]
    return page(
        request,
        "menu",
        "telephony/menu_write.html",
        status=status,
        form=form,
        choices=choices,
        version=draft,
        code=code,
        name=name,
        is_outdated=status == HTTPStatus.CONFLICT,
    )
