"""How templates say the texts of a guide: in the reader's language, or in Swedish and marked so."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from knowledge import guides, markdown
from knowledge.guides import Text
from knowledge.models import SOURCE_LANGUAGE

register = template.Library()


@register.filter
def said(text: Text) -> str:
    """Answer a text where no mark of its language can stand, as in a page's title."""
    return text.said(get_language() or SOURCE_LANGUAGE)


@register.simple_tag
def say(text: Text) -> SafeString:
    """Write a short text into a sentence, a heading or a link."""
    wanted = get_language() or SOURCE_LANGUAGE
    language = text.language(wanted)
    if language == wanted:
        return conditional_escape(text.said(wanted))
    direction = guides.direction(language)
    words = text.said(wanted)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction, words)


@register.simple_tag
def say_markdown(text: Text) -> SafeString:
    """Write paragraphs and lists; links to our own pages lead to those in the reader's language."""
    wanted = get_language() or SOURCE_LANGUAGE
    html = markdown.render(text.said(wanted), wanted)
    language = text.language(wanted)
    direction = guides.direction(language)
    return format_html('<div class="flow" lang="{}" dir="{}">{}</div>', language, direction, html)
