"""Guides: questions with answers to choose from, one after the other, until an outcome says what holds. Never a decision.

A guide is data; here it is walked, and nothing is asked of a database or a clock. The answers that somebody has given are
a text of letters: each answer has one within its question, so that "bac" leads the same way every time in one version.
What a guide has to fulfil, guide_checks.py says; `build` takes what has passed there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.conf import settings

from knowledge.models import SOURCE_LANGUAGE

Content = Mapping[str, Any]  # a guide as it is written: tables of texts, questions, outcomes


class NoSuchWay(Exception):
    """Nobody can have given these answers in this guide."""


class Kind(StrEnum):
    """What an outcome is. `UNCLEAR`: somebody has to find out, and we say who."""

    ANSWER = "answer"
    UNCLEAR = "unclear"
    URGENT = "urgent"


@dataclass(frozen=True)
class Text:
    """The same text in several languages; it exists in Swedish and English, and in others where somebody wrote it."""

    words: Mapping[str, str]

    def language(self, wanted: str) -> str:
        """Answer in which language a reader of the wanted one gets the text."""
        return wanted if wanted in self.words else SOURCE_LANGUAGE

    def said(self, wanted: str) -> str:
        return self.words[self.language(wanted)]


@dataclass(frozen=True)
class Option:
    """An answer that may be chosen. `to`: the code of the question or the outcome that follows."""

    code: str
    text: Text
    to: str


@dataclass(frozen=True)
class Question:
    code: str
    text: Text
    options: tuple[Option, ...]
    hint: Text | None = None
    staff: Text | None = None  # for the desk only
    leaves_quickly: bool = False

    def option(self, code: str) -> Option:
        for option in self.options:
            if option.code == code:
                return option
        raise NoSuchWay

    def texts(self) -> Iterator[Text]:
        """Answer what residents read."""
        yield self.text
        if self.hint:
            yield self.hint
        yield from (option.text for option in self.options)


@dataclass(frozen=True)
class Outcome:
    """Where a guide ends. `text` and `next_steps` are Markdown; `decides`: who decides, or who finds out."""

    code: str
    kind: Kind
    title: Text
    text: Text
    decides: Text
    next_steps: Text
    grounds: tuple[str, ...]  # law and sources, in Swedish as they are
    staff: Text | None = None  # for the desk only
    leaves_quickly: bool = False

    def texts(self) -> Iterator[Text]:
        """Answer what residents read."""
        yield from (self.title, self.text, self.decides, self.next_steps)


Place = Question | Outcome


@dataclass(frozen=True, eq=False)  # one is itself only, so that what is counted in it can be kept
class Guide:
    title: Text
    intro: Text
    start: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    sources: tuple[str, ...]  # of the whole guide, for whoever edits it

    def place(self, code: str) -> Place:
        return self.questions[code] if code in self.questions else self.outcomes[code]


@dataclass(frozen=True)
class Given:
    """A question that has been answered. `before`: the answers given until then, for going back to it."""

    question: Question
    option: Option
    before: str


@dataclass(frozen=True)
class Walk:
    """Where some answers lead, and how one came there."""

    answers: str
    given: tuple[Given, ...]
    place: Place

    @property
    def outcome(self) -> Outcome | None:
        return self.place if isinstance(self.place, Outcome) else None

    def languages(self, wanted: str) -> set[str]:
        """Answer in which languages a reader of the wanted one gets what is shown here."""
        shown = [*self.place.texts()]
        for given in self.given:
            shown += [given.question.text, given.option.text]
        return {text.language(wanted) for text in shown}


def walk(guide: Guide, answers: str) -> Walk:
    """Follow the answers from the first question; raise NoSuchWay where one of them does not exist."""
    place, given = guide.place(guide.start), []
    for number, letter in enumerate(answers):
        if isinstance(place, Outcome):
            raise NoSuchWay
        option = place.option(letter)
        given.append(Given(place, option, answers[:number]))
        place = guide.place(option.to)
    return Walk(answers, tuple(given), place)


def step(guide: Guide, answers: str) -> Place:
    """Answer the question that is asked after these answers, or the outcome to which they lead."""
    return walk(guide, answers).place


@lru_cache(maxsize=4096)
def most_questions(guide: Guide, code: str) -> int:
    """Count the questions on the longest way from here to an outcome, this one included."""
    if code in guide.outcomes:
        return 0
    options = guide.questions[code].options
    return 1 + max(most_questions(guide, option.to) for option in options)


def every_way(guide: Guide, answers: str = "") -> Iterator[Walk]:
    """Go every way that residents can go, to each outcome as often as ways lead there."""
    here = walk(guide, answers)
    if isinstance(here.place, Outcome):
        yield here
        return
    for option in here.place.options:
        yield from every_way(guide, answers + option.code)


@lru_cache(maxsize=64)
def of_text(content: str) -> Guide:
    """Build the guide that a stored version holds, once for each process."""
    return build(json.loads(content))


def build(content: Content) -> Guide:
    """Build a guide from data that guide_checks.py has found in order."""
    return Guide(
        title=Text(content["title"]),
        intro=Text(content["intro"]),
        start=content["start"],
        questions={code: _question(code, each) for code, each in content["questions"].items()},
        outcomes={
            code: _outcome(code, content, each) for code, each in content["outcomes"].items()
        },
        sources=tuple(content.get("sources", [])),
    )


def _question(code: str, content: Content) -> Question:
    options = (Option(each["code"], Text(each["text"]), each["to"]) for each in content["options"])
    return Question(
        code=code,
        text=Text(content["text"]),
        options=tuple(options),
        hint=_perhaps(content, "hint"),
        staff=_perhaps(content, "staff"),
        leaves_quickly=content.get("leaves_quickly", False),
    )


def _outcome(code: str, guide: Content, content: Content) -> Outcome:
    """Build an outcome; who decides and what to do next may be the same for the whole guide."""
    return Outcome(
        code=code,
        kind=Kind(content["kind"]),
        title=Text(content["title"]),
        text=Text(content["text"]),
        decides=Text(content.get("decides") or guide["decides"]),
        next_steps=Text(content.get("next_steps") or guide["next_steps"]),
        grounds=tuple(content["grounds"]),
        staff=_perhaps(content, "staff"),
        leaves_quickly=content.get("leaves_quickly", False),
    )


def _perhaps(content: Content, name: str) -> Text | None:
    return Text(content[name]) if name in content else None


def direction(language: str) -> str:
    return "rtl" if language in settings.RIGHT_TO_LEFT else "ltr"
