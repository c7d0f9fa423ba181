"""/editor/words/: hard words and what they mean."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import glossary
from knowledge.forms.glossary import WordForm, WordLanguageForm
from knowledge.models import SOURCE_LANGUAGE, GlossaryTerm
from knowledge.views.frame import EDIT, editor_page

PLACE = "editor:words"


@require_safe
@requires(EDIT)
def words(request: StaffRequest) -> HttpResponse:
    """List the words of a language, of Swedish unless another is asked for."""
    form = WordLanguageForm(request.GET)
    if not form.is_valid():
        form = WordLanguageForm(initial={"language": SOURCE_LANGUAGE})
    language = form.cleaned_data["language"] if form.is_bound else SOURCE_LANGUAGE
    terms = GlossaryTerm.objects.in_language(language)
    return editor_page(request, PLACE, "editor/glossary.html", words=terms, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = WordForm(posted(request), initial={"language": SOURCE_LANGUAGE})
    if form.is_valid():
        fields = form.cleaned_data | {"revision": 0}
        try:
            glossary.add(by=request.user, at=timezone.now(), **fields)
        except glossary.AlreadyThere:
            return form_page(request, WordForm(request.POST))  # which says so by now
        messages.success(request, _("Saved. Residents see it at once."))
        return redirect(PLACE)
    return form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    word = get_object_or_404(GlossaryTerm, pk=pk)
    form = WordForm(posted(request), instance=get_object_or_404(GlossaryTerm, pk=pk))
    if form.is_valid():
        try:
            glossary.change(word, by=request.user, at=timezone.now(), **form.cleaned_data)
        except glossary.Outdated:
            return outdated(request, word)
        messages.success(request, _("Saved. Residents see it at once."))
        return redirect(PLACE)
    return form_page(request, form, word=word)


def posted(request: StaffRequest) -> object:
    return request.POST if request.method == "POST" else None


def outdated(request: StaffRequest, word: GlossaryTerm) -> HttpResponse:
    """Show what is saved by now beside what was typed; saving once more puts the latter in its place."""
    word.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(word.revision)
    form = WordForm(typed, instance=get_object_or_404(GlossaryTerm, pk=word.pk))
    return form_page(request, form, status=409, word=word, stored=word)


def form_page(
    request: StaffRequest, form: WordForm, *, status: int = 200, **context: object
) -> HttpResponse:
    status = 422 if form.errors else status
    context |= {"form": form}
    return editor_page(request, PLACE, "editor/glossary_form.html", status=status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then take the word from the list."""
    word = get_object_or_404(GlossaryTerm, pk=pk)
    if request.method == "POST":
        glossary.remove(word, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone."))
        return redirect(PLACE)
    context = {
        "question": _("Remove “%(word)s” from the hard words?") % {"word": word},
        "consequences": [_("Articles that use it explain it no longer.")],
        "action": _("Remove"),
        "back_url": reverse(PLACE),
        "destructive": True,
    }
    return render(request, "confirm.html", context)
