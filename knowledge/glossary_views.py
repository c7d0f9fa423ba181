"""/words/: the hard words and what they mean, for residents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from contactcenter.accounts.access import public
from districts.published import published
from knowledge.models import SOURCE_LANGUAGE, GlossaryTerm


@public
@published
def words(request: HttpRequest) -> HttpResponse:
    """Show the words of the reader's language, or the Swedish ones where there are none."""
    language = get_language() or SOURCE_LANGUAGE
    own = GlossaryTerm.objects.in_language(language)
    found = list(own) or list(GlossaryTerm.objects.in_language(SOURCE_LANGUAGE))
    context = {"words": found, "words_language": found[0].language if found else language}
    return render(request, "knowledge/words.html", context)
