"""News in templates: their text with its links, and what is still to be read."""

import re

from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.html import Urlizer, linebreaks
from django.utils.safestring import SafeString, mark_safe

from cases import news
from cases.models import NewsItem

register = template.Library()

SHOWN_AT_ONCE = 3


class HttpsLinks(Urlizer):
    """Django's own, for whole https addresses only: nothing that was only meant as a name, no mail, nothing unencrypted."""

    simple_url_re = re.compile(r"https://\w", re.IGNORECASE)
    simple_url_2_re = re.compile(r"(?!)")  # matches nothing

    @staticmethod
    def is_email_simple(value: str) -> bool:  # noqa: ARG004
        return False


https_links = HttpsLinks()


@register.filter
def paragraphs(text: str) -> SafeString:
    """Draw plain text: empty lines part paragraphs, https addresses are links, anything else is text."""
    linked = https_links(text, nofollow=True, autoescape=True)
    return mark_safe(linebreaks(linked))  # noqa: S308  (autoescape: what is no link has been escaped)


@register.simple_tag(takes_context=True)
def unread_news(context: RequestContext) -> list[NewsItem]:
    """Answer the important items that the person still has to read: one more than are shown, if there are more."""
    person = context["user"]
    if not person.has_perm(news.READ_NEWS):
        return []
    return list(news.unread_for(person, at=timezone.now())[: SHOWN_AT_ONCE + 1])
