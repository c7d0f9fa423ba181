"""Two kinds of text on residents' pages: short ones in every language, names and long ones in those that are complete."""

from collections.abc import Collection

from django.conf import settings
from django.utils.translation import get_language


def text_language(translated_to: Collection[str] = ()) -> str:
    """Answer in which language names and long texts stand: the page's own, or Swedish while they are not translated.

    translated_to: languages beside the complete ones in which this page's text exists.
    """
    language = get_language() or ""
    exists = language in settings.COMPLETE_LANGUAGES or language in translated_to
    return language if exists else settings.LANGUAGE_CODE
