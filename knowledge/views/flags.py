"""/desk/articles/<slug>/flag/: an agent says which paragraph is wrong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import flags
from knowledge.forms.feedback import FlagForm
from knowledge.models import SOURCE_LANGUAGE, ArticleText

FLAG = "knowledge.flag_articles"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(FLAG)
def flag(request: StaffRequest, slug: str) -> HttpResponse:
    """Take a flag on the published text in `?language=`, in Swedish unless another is asked for."""
    published = ArticleText.objects.published().select_related("article")
    language = request.GET.get("language", SOURCE_LANGUAGE)
    text = get_object_or_404(published, article__slug=slug, language=language)
    data = request.POST if request.method == "POST" else None
    form = FlagForm(data, text=text, paragraphs=flags.paragraphs_of(text))
    if form.is_valid():
        paragraph, reason = form.cleaned_data["paragraph"], form.cleaned_data["reason"]
        flags.put_up(text, paragraph=paragraph, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("The owner of the article will see it."))
        return redirect("articles:article", slug)
    context = {"form": form, "text": text}
    return render(request, "editor/flag.html", context, status=422 if form.errors else 200)
