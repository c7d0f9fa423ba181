"""/faq/<slug>/feedback/: residents say whether an answer was useful. No sign-in, no cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from contactcenter.accounts.access import public
from contactcenter.public_forms import public_form
from districts import public_lines
from districts.models import Unit
from districts.published import published
from knowledge import feedback, shown
from knowledge.forms.feedback import FeedbackForm
from knowledge.models import SOURCE_LANGUAGE, ArticleText


@public_form
def give(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    text = text_or_404(slug)
    language = get_language() or SOURCE_LANGUAGE
    form = FeedbackForm(request, at=at, initial={"useful": request.GET.get("useful")})
    if form.is_valid():
        version = text.version if text.language == language else None
        feedback.leave(text.article, language=language, version=version, at=at, **form.answer)
        return redirect("faq:feedback-sent", slug)
    context = {
        "form": form,
        "text": text,
        "contact_centre": public_lines.first_of_kind(Unit.Kind.CONTACT_CENTRE, at=at),
    }
    template = "knowledge/feedback_urgent.html" if form.is_urgent else "knowledge/feedback.html"
    return render(request, template, context, status=form.status)


@public
@published
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "knowledge/feedback_sent.html", {"text": text_or_404(slug)})


def text_or_404(slug: str) -> ArticleText:
    """Answer what the resident has read: the text in their language, or in Swedish."""
    text = shown.find(slug, get_language() or SOURCE_LANGUAGE, at=timezone.now())
    if text is None:
        raise Http404
    return text
