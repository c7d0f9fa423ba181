"""Markdown as editors write it, made into HTML that is safe to show.

Links to our own pages have names that never break: `[text](article:the-norm)`, `[text](guide:belonging)`, `[text](norm:)`,
`[text](find:)`, `[text](urgent:)` lead to the page in the language of the text, on whatever address it stands.
"""

from collections.abc import Iterator

import nh3
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge import numbers

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "tel", "mailto"}
HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}  # the page's own heading is the first
PAGES = {
    "article": "faq:article",
    "guide": "guides:guide",
    "norm": "norm",
    "find": "districts:find",
    "urgent": "urgent-help",
}

PARSER = MarkdownIt("commonmark", {"html": False}).disable(["image", "fence", "code", "backticks"])


def render(text: str, language: str) -> SafeString:
    """Answer the text as HTML, with links to our own pages in the language."""
    tokens = PARSER.parse(text)
    with override(language):
        for token in every(tokens):
            token.tag = HEADINGS.get(token.tag, token.tag)
            if token.type == "text":
                token.content = numbers.whole(token.content)
            if token.type == "link_open":
                token.attrs["href"] = address_of(str(token.attrs["href"]))
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    cleaned = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(cleaned)  # noqa: S308  (nh3 has let through what stands above, and nothing else)


def every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from every(token.children or [])


def address_of(link: str) -> str:
    """Answer the address of a page of ours, or the link as it is; nh3 takes away what leads nowhere safe."""
    name, colon, argument = link.partition(":")
    if not colon or name not in PAGES:
        return link
    try:
        return reverse(PAGES[name], args=[argument] if argument else [])
    except NoReverseMatch:
        return ""
