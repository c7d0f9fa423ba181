"""Markdown as editors write it, made into HTML that is safe to show.

Links to our own pages have names that never break: `[text](article:the-norm)`, `[text](guide:belonging)`, `[text](norm:)`,
`[text](find:)`, `[text](urgent:)` lead to the page in the language of the text, on whatever address it stands.
`![](picture:…)` shows a picture of ours; what stands in the brackets tells what it shows, or else what was said when it was added.
"""

import re
from collections.abc import Iterable, Iterator

import nh3
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge import numbers
from knowledge.models import Picture

TEXT = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr"}
TAGS = TEXT | {"img"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading", "lang"},
    "ol": {"start"},
}
SCHEMES = {"https", "tel", "mailto"}
HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}  # the page's own heading is the first
PAGES = {
    "article": "faq:article",
    "guide": "guides:guide",
    "norm": "norm",
    "find": "districts:find",
    "urgent": "urgent-help",
}

PICTURE = re.compile(r"picture:([0-9a-f]{32})")

PARSER = MarkdownIt("commonmark", {"html": False}).disable(["fence", "code", "backticks"])


def render(text: str, language: str) -> SafeString:
    """Answer the text as HTML, with links to our own pages in the language."""
    tokens = PARSER.parse(text)
    pictures = pictures_of(every(tokens))
    with override(language):
        for token in every(tokens):
            token.tag = HEADINGS.get(token.tag, token.tag)
            if token.type == "text":
                token.content = numbers.whole(token.content)
            elif token.type == "link_open":
                token.attrs["href"] = address_of(str(token.attrs["href"]))
            elif token.type == "image":
                show(token, pictures.get(str(token.attrs["src"])), language)
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


def pictures_of(tokens: Iterable[Token]) -> dict[str, Picture]:
    """Answer the pictures of ours that are shown, by how they are named, in one query at most."""
    sources = (str(token.attrs["src"]) for token in tokens if token.type == "image")
    digests = [match[1] for source in sources if (match := PICTURE.fullmatch(source))]
    if not digests:
        return {}
    found = Picture.objects.without_content().filter(digest__in=digests)
    return {f"picture:{picture.digest}": picture for picture in found}


def show(token: Token, picture: Picture | None, language: str) -> None:
    """Let the image be a picture of ours; of any other, only the words about it are left."""
    if picture is None:
        token.type, token.tag = "text", ""
        return
    token.attrs = {
        "src": picture.get_absolute_url(),
        "alt": "",
        "width": picture.width,
        "height": picture.height,
        "loading": "lazy",
    }
    if not token.content:
        token.children = [Token("text", "", 0, content=picture.alt)]
        if language not in settings.COMPLETE_LANGUAGES:
            token.attrs["lang"] = settings.MODELTRANSLATION_DEFAULT_LANGUAGE
