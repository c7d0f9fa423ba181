"""Pages that are no articles and are found by their words all the same: the calculator, the guides, ways to reach us."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge import search_query, search_words


@dataclass(frozen=True)
class Page:
    """A page of ours. `code`: in search_data/pages.json."""

    code: str
    title: Promise
    route: str
    argument: str = ""

    @property
    def url(self) -> str:
        """Answer its address in the active language; nothing while there is no such page."""
        try:
            return reverse(self.route, args=[self.argument] if self.argument else [])
        except NoReverseMatch:
            return ""


PAGES = [
    Page("norm", _("Count with the norm"), "norm"),
    Page("eu-residence", _("Right of residence for EU citizens"), "guides:guide", "eu-residence"),
    Page("belonging", _("Which municipality and district is yours?"), "guides:guide", "belonging"),
    Page("find", _("Find your district"), "districts:find"),
    Page("urgent", _("Urgent help"), "urgent-help"),
    Page("contact", _("How to reach us"), "ways-to-reach-us"),
    Page("minority", _("Finnish, Meänkieli and Sami"), "minority-languages"),
]


def find(query: str) -> list[Page]:
    """Find the pages one of whose words, or phrases, was asked for."""
    asked = search_query.key(search_query.telling(query[: search_query.LONGEST_QUERY]))
    return [page for page in PAGES if is_asked_for(page, f" {asked} ") and page.url]


def is_asked_for(page: Page, asked: str) -> bool:
    known = search_words.data("pages")["pages"][page.code]
    keys = (search_query.key(search_query.telling(words)) for words in known)
    return any(f" {key} " in asked for key in keys)
