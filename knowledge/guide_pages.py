"""What a page of a guide is drawn with: for residents, for an editor's preview, and beside an agent's notes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from knowledge import guides
from knowledge.guides import Guide, NoSuchWay, Walk
from knowledge.models import SOURCE_LANGUAGE, GuideVersion


@dataclass(frozen=True)
class ShownGuide:
    """A guide, and how far somebody has come in it.

    query: what every link to a page of the guide begins with; the answers follow it.
    is_restarted: the answers led nowhere, so it begins from the start.
    """

    version: GuideVersion
    guide: Guide
    walk: Walk
    query: str
    is_restarted: bool = False

    @property
    def number(self) -> int:
        """Which question this is, counted from one."""
        return len(self.walk.given) + 1

    @property
    def most(self) -> int:
        """How many questions it can be at most, from the start to an outcome."""
        return len(self.walk.given) + guides.most_questions(self.guide, self.walk.place.code)

    @property
    def leaves_quickly(self) -> bool:
        """Whether violence has been spoken of here, or on the way."""
        before = any(given.question.leaves_quickly for given in self.walk.given)
        return before or self.walk.place.leaves_quickly

    @property
    def text_language(self) -> str:
        """In which language the texts stand: the reader's, or Swedish where one of them is not translated."""
        wanted = get_language() or SOURCE_LANGUAGE
        return wanted if self.walk.languages(wanted) == {wanted} else SOURCE_LANGUAGE

    @property
    def back(self) -> str | None:
        """The answers without the last one; None on the first page."""
        return self.walk.answers[:-1] if self.walk.answers else None


def show(version: GuideVersion, answers: str, *, query: str = "") -> ShownGuide:
    """Follow the answers; what nobody can have answered begins from the start."""
    guide = guides.of_text(version.content)
    query = query or f"v={version.number}"
    try:
        return ShownGuide(version, guide, guides.walk(guide, answers), query)
    except NoSuchWay:
        return ShownGuide(version, guide, guides.walk(guide, ""), query, is_restarted=True)


def context(shown: ShownGuide) -> dict[str, Any]:
    """Answer what templates/knowledge/guide.html takes."""
    return {
        "shown": shown,
        "guide": shown.guide,
        "walk": shown.walk,
        "leaves_quickly": shown.leaves_quickly,
    }
