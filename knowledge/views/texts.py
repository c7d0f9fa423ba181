"""/editor/texts/: writing a text, asking a colleague to read it, and publishing what a colleague wrote."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import articles, differences, shown, translations
from knowledge.articles import State
from knowledge.forms.articles import (
    ArticleTextForm,
    GiveBackForm,
    PublishForm,
    RevisionForm,
    names_for,
)
from knowledge.models import Article, ArticleText
from knowledge.views.frame import EDIT, editor_page

ARTICLES = "editor:articles"
LANGUAGES = dict(settings.LANGUAGES)


def get_text(pk: int) -> ArticleText:
    texts = ArticleText.objects.select_related("article__topic", "written_by", "returned_by")
    return get_object_or_404(texts, pk=pk)


def is_gone(pk: int) -> bool:
    """Whether a colleague has thrown the draft away while its page was open."""
    return not ArticleText.objects.filter(pk=pk).exists()


def gone(request: StaffRequest) -> HttpResponse:
    """Give what was typed back to whoever typed it: the draft is not there any more."""
    typed = [
        (differences.label_of(name), request.POST[name])
        for name in articles.WRITTEN
        if request.POST.get(name)
    ]
    return editor_page(request, ARTICLES, "editor/gone.html", status=404, typed=typed)


def somebody_was_faster(request: StaffRequest, text: ArticleText) -> HttpResponse:
    """Lead to the text as it is now, when an act came too late."""
    messages.error(request, _("Somebody was faster. This is how it stands now."))
    return redirect("editor:text", text.pk)


@require_POST
@requires(EDIT)
def begin(request: StaffRequest, slug: str, language: str) -> HttpResponse:
    """Begin a draft in the language, or go on with the one that there is."""
    if language not in LANGUAGES:
        raise Http404
    article = get_object_or_404(Article, slug=slug)
    try:
        draft = articles.begin(article, language, by=request.user, at=timezone.now())
    except articles.NothingToTranslate:
        messages.error(request, _("Write the Swedish text first. Translations are made from it."))
        return redirect("editor:article", slug)
    except articles.AlreadyBeingWritten:
        draft = article.texts.being_written().get(language=language)
        messages.info(request, _("There is a draft already. This is it."))
        return redirect("editor:text", draft.pk)
    return redirect("editor:write-text", draft.pk)


@require_safe
@requires(EDIT)
def text(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a text as it was written: what it changes, who has it, and what can be done with it."""
    text = get_text(pk)
    before = translations.version_before(text)
    context: dict[str, Any] = {
        "text": text,
        "before": before,
        "differences": differences.between(before, text) if before else [],
        "written": written(text),
        "source": translations.source_beside(text),
        "is_own": text.written_by_id == request.user.pk,
        "form": RevisionForm(initial={"revision": text.revision}),
    }
    return text_page(request, "editor/text.html", **context)


def written(text: ArticleText) -> list[tuple[str, Any, str]]:
    """List a text's fields: name, label, content."""
    return [
        (name, differences.label_of(name), getattr(text, name))
        for name in names_for(text.language)
        if getattr(text, name)
    ]


def text_page(
    request: StaffRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    context["language_name"] = LANGUAGES[context["text"].language]
    return editor_page(request, ARTICLES, template, status=status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """Write a draft; a translation beside its Swedish text."""
    if request.method == "POST" and is_gone(pk):
        return gone(request)
    text = get_text(pk)
    if request.method != "POST" and text.state != State.DRAFT:
        return redirect("editor:text", pk)
    form = ArticleTextForm(request.POST or None, instance=get_text(pk))
    if form.is_valid() and "preview" not in request.POST:
        try:
            articles.save(text, by=request.user, at=timezone.now(), **kept(form))
        except articles.Outdated:
            return outdated(request, text)
        messages.success(request, _("Saved."))
        return redirect("editor:write-text", pk)
    return form_page(request, text, form)


@require_POST
@requires(EDIT)
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Save what has been typed so far, while it is typed; the page learns its new revision."""
    text = get_text(pk)
    form = ArticleTextForm(request.POST, instance=get_text(pk))
    status = 200 if form.is_valid() else 422
    if form.is_valid():
        try:
            articles.save(text, by=request.user, at=timezone.now(), **kept(form))
        except articles.Outdated:
            status = 409
    context = {"form": form, "text": text, "status": status, "at": timezone.now()}
    return render(request, "editor/_kept.html", context, status=status)


@require_POST
@requires(EDIT)
def submit(request: StaffRequest, pk: int) -> HttpResponse:
    """Save the draft, and ask a colleague to read it."""
    if is_gone(pk):
        return gone(request)
    text = get_text(pk)
    form = ArticleTextForm(request.POST, instance=get_text(pk), is_for_review=True)
    if not form.is_valid():
        return form_page(request, text, form)
    source_version = form.cleaned_data["source_version"]
    try:
        articles.submit(
            text,
            source_version=source_version,
            by=request.user,
            at=timezone.now(),
            **kept(form),
        )
    except articles.Outdated:
        return outdated(request, text)
    except articles.NothingToTranslate:
        form.add_error(None, _("The Swedish text has to be published first."))
        return form_page(request, text, form)
    messages.success(request, _("A colleague can now read and publish it."))
    return redirect("editor:text", pk)


def kept(form: ArticleTextForm) -> dict[str, Any]:
    return form.written() | {"revision": form.cleaned_data["revision"]}


def outdated(request: StaffRequest, text: ArticleText) -> HttpResponse:
    """Show what is saved by now beside what was typed; saving once more puts the latter in its place."""
    stored = get_text(text.pk)
    typed = request.POST.copy()
    typed["revision"] = str(stored.revision)
    form = ArticleTextForm(typed, instance=get_text(text.pk))
    form.is_valid()
    context: dict[str, Any] = {
        "stored": stored,
        "stored_differences": differences.between(stored, form.instance),
    }
    return form_page(request, stored, form, status=409, **context)


def form_page(
    request: StaffRequest,
    text: ArticleText,
    form: ArticleTextForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw the form; with what has been typed as residents will see it, when that was asked for."""
    if "preview" in request.POST and not form.errors:
        with override(text.language):
            context["preview"] = shown.of(form.instance, at=timezone.now())
    source = translations.source_beside(text)
    context |= {
        "text": text,
        "form": form,
        "source": source,
        "rows": translations.side_by_side(form, source),
        "typing_is_saved": True,
    }
    status = 422 if form.errors else status
    return text_page(request, "editor/write_text.html", status=status, **context)


@require_POST
@requires(EDIT)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    text = get_text(pk)
    form = RevisionForm(request.POST)
    if not form.is_valid():
        return somebody_was_faster(request, text)
    try:
        articles.take_back(text, by=request.user, at=timezone.now(), **form.cleaned_data)
    except articles.Outdated:
        return somebody_was_faster(request, text)
    return redirect("editor:write-text", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def give_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask what should change, then give the text back to its writer."""
    text = get_text(pk)
    form = GiveBackForm(request.POST or None, initial={"revision": text.revision})
    if form.is_valid():
        return done(request, text, articles.give_back, form, _("The writer sees why it came back."))
    context: dict[str, Any] = {
        "question": _("Give “%(title)s” back to the writer?") % {"title": text},
        "consequences": [_("It becomes a draft again, with your words above it.")],
        "action": _("Give it back"),
    }
    return ask(request, text, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then throw a draft away."""
    text = get_text(pk)
    form = RevisionForm(request.POST or None, initial={"revision": text.revision})
    if form.is_valid():
        return done(request, text, articles.discard, form, _("The draft is gone."))
    context: dict[str, Any] = {
        "question": _("Throw the draft of “%(title)s” away?") % {"title": text},
        "consequences": [
            _("What has been written in it is gone for good. What is published stays.")
        ],
        "action": _("Throw it away"),
        "destructive": True,
    }
    return ask(request, text, form, **context)


def done(
    request: StaffRequest, text: ArticleText, act: Callable[..., None], form: Any, told: str
) -> HttpResponse:
    """Do what was confirmed, unless somebody was faster."""
    slug = text.article.slug
    try:
        act(text, by=request.user, at=timezone.now(), **form.cleaned_data)
    except articles.Outdated:
        return somebody_was_faster(request, text)
    messages.success(request, told)
    there = Article.objects.filter(slug=slug).exists()
    return redirect("editor:article", slug) if there else redirect(ARTICLES)


def ask(request: StaffRequest, text: ArticleText, form: Any, **words: Any) -> HttpResponse:
    words |= {"form": form, "back_url": reverse("editor:text", args=[text.pk])}
    return render(request, "confirm.html", words, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what a colleague's text changes, ask what kind of change it is, and publish it."""
    text = get_text(pk)
    if text.written_by_id == request.user.pk:
        messages.error(request, _("You wrote this text. A colleague has to publish it."))
        return redirect("editor:text", pk)
    if text.state != State.IN_REVIEW:
        return somebody_was_faster(request, text)
    before = translations.version_before(text)
    form = PublishForm(request.POST or None, text=text, replaces=before is not None)
    if form.is_valid():
        return publish_it(request, text, form)
    context: dict[str, Any] = {
        "text": text,
        "form": form,
        "before": before,
        "differences": differences.between(before, text) if before else [],
        "written": written(text),
        "source": translations.source_beside(text),
    }
    return text_page(
        request, "editor/publish_text.html", status=422 if form.errors else 200, **context
    )


def publish_it(request: StaffRequest, text: ArticleText, form: PublishForm) -> HttpResponse:
    unchanged = {"change": first_change(text), "change_note": ""}
    try:
        articles.publish(
            text, by=request.user, at=timezone.now(), **(unchanged | form.cleaned_data)
        )
    except articles.Outdated:
        return somebody_was_faster(request, text)
    messages.success(request, _("It is published."))
    return redirect("editor:article", text.article.slug)


def first_change(text: ArticleText) -> str:
    """Answer what the first text in a language is called: in Swedish its facts are new, a translation has none of its own."""
    return (
        ArticleText.Change.CLARIFICATION if text.is_translation else ArticleText.Change.CHANGED_FACT
    )


@require_safe
@requires(EDIT)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the text on its page, as residents will see it, in its own language."""
    text = get_text(pk)
    context = {"back_label": _("Back to the editor"), "text_pk": text.pk, "is_preview": True}
    context["staff_language"] = get_language()
    with override(text.language):
        context |= shown.context(shown.of(text, at=timezone.now()))
        return render(request, "editor/preview.html", context)
