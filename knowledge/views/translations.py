"""What is said of a published translation: that it still holds, and who has read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import articles, translations
from knowledge.forms.articles import NativeReaderForm, StillRightForm
from knowledge.models import ArticleText
from knowledge.views.frame import EDIT
from knowledge.views.texts import somebody_was_faster, text_page, written


def get_published(pk: int) -> ArticleText:
    texts = ArticleText.objects.published().select_related("article__topic")
    return get_object_or_404(texts, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def still_right(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what changed in the Swedish text since the translation, and ask whether it still says the same."""
    text = get_published(pk)
    source = translations.source_beside(text)
    if source is None or not source.is_newer:
        messages.info(request, _("Nothing has changed in the Swedish text since."))
        return redirect("editor:article", text.article.slug)
    form = StillRightForm(request.POST or None, initial={"source_version": source.text.version})
    if form.is_valid():
        try:
            articles.confirm(text, by=request.user, at=timezone.now(), **form.cleaned_data)
        except articles.NothingToTranslate:
            return somebody_was_faster(request, text)
        messages.success(request, _("It is noted that the translation is still right."))
        return redirect("editor:article", text.article.slug)
    context = {"text": text, "source": source, "form": form, "written": written(text)}
    return text_page(
        request, "editor/still_right.html", status=422 if form.errors else 200, **context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def native_reader(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask who has read the published text, and when."""
    text = get_published(pk)
    form = NativeReaderForm(request.POST or None, initial={"day": timezone.localdate()})
    if form.is_valid():
        try:
            articles.mark_read(text, by=request.user, at=timezone.now(), **form.cleaned_data)
        except articles.Outdated:
            return somebody_was_faster(request, text)
        messages.success(request, _("It is noted who has read it."))
        return redirect("editor:article", text.article.slug)
    context = {
        "question": _("Who has read “%(title)s”?") % {"title": text},
        "consequences": [_("It holds for this version. A new version is to be read again.")],
        "action": _("Save"),
        "back_url": reverse("editor:article", args=[text.article.slug]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)
