"""What a guide has to fulfil before anybody may be led by it; each fault says where in the data it stands.

First its shape: every part is there, no part is unknown, every text in Swedish and English. Then its ways: each of them
ends, none comes back to where it was, every question and outcome can be reached, and there is an outcome for what is unclear.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from knowledge import guides
from knowledge.guides import Guide, Kind

NEEDED_LANGUAGES = settings.COMPLETE_LANGUAGES
LONGEST_TEXT = 3000  # characters
LONGEST_LINE = 200
MOST_PLACES = 200  # questions, and as many outcomes
MOST_QUESTIONS = 12  # on one way
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ANSWER_CODE = re.compile(r"[a-z]")
NOT_CONFIRMED = "[o]"  # marks a fact that nobody has found in a source: never for residents


@dataclass(frozen=True)
class Problem:
    """where: the path in the data, such as `questions.situation.options.2.to`."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


class Faulty(Exception):
    """The guide may not be used. `problems` say why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


Check = Callable[[str, Any], Iterator[Problem]]


@dataclass(frozen=True)
class Part:
    check: Check
    is_needed: bool = True


def require(content: object) -> dict[str, Any]:
    """Answer the content, which is a guide in order; raise Faulty otherwise."""
    problems = problems_of(content)
    if problems or not isinstance(content, dict):
        raise Faulty(problems)
    return content


def problems_of(content: object) -> list[Problem]:
    """List what is wrong: in its shape; when that is in order, in how its parts fit; and then in its ways."""
    shape = list(_table(GUIDE)("", content))
    if shape or not isinstance(content, dict):
        return shape
    misfits = [*_shared_texts(content), *_ambiguous(content), *_leads_nowhere(content)]
    return misfits or list(_ways(guides.build(content)))


def _table(parts: Mapping[str, Part]) -> Check:
    """Check a table with these parts and no others."""

    def check(where: str, value: Any) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(where, _("This has to be a table of named parts."))
            return
        for name in value.keys() - parts.keys():
            yield Problem(_at(where, name), _("Nothing is known by this name. Is it misspelt?"))
        for name, part in parts.items():
            if name in value:
                yield from part.check(_at(where, name), value[name])
            elif part.is_needed:
                yield Problem(_at(where, name), _("This is missing."))

    return check


def _text(*, is_line: bool = False, is_for_residents: bool = True) -> Check:
    """Check a text in all languages that it has to have."""
    longest = LONGEST_LINE if is_line else LONGEST_TEXT

    def check(where: str, value: Any) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(where, _("Write one text for each language: sv, en."))
            return
        for language in NEEDED_LANGUAGES:
            if language not in value:
                yield Problem(_at(where, language), _("The text is missing in this language."))
        for language, words in value.items():
            if language not in dict(settings.LANGUAGES):
                yield Problem(_at(where, language), _("This is none of our languages."))
            else:
                yield from _words(_at(where, language), words, longest)
                if is_for_residents:
                    yield from _confirmed(_at(where, language), words)

    return check


def _words(where: str, words: Any, longest: int = LONGEST_LINE) -> Iterator[Problem]:
    if not isinstance(words, str) or not words.strip():
        yield Problem(where, _("The text is missing in this place."))
    elif len(words) > longest:
        yield Problem(where, _("The text is longer than %(most)s characters.") % {"most": longest})
    elif "\0" in words:
        yield Problem(where, _("There is a character here that cannot be stored."))


def _confirmed(where: str, words: Any) -> Iterator[Problem]:
    if NOT_CONFIRMED in str(words).casefold():
        text = _("The mark [O] says that a fact is not confirmed. Residents may not read it.")
        yield Problem(where, text)


def _code(where: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        yield Problem(where, _("A code has small letters a–z, figures and single hyphens."))


def _yes_or_no(where: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(where, _("Write true or false."))


def _kind(where: str, value: Any) -> Iterator[Problem]:
    if value not in list(Kind):
        yield Problem(where, _("Write one of: %(kinds)s") % {"kinds": ", ".join(Kind)})


def _lines(*, at_least: int) -> Check:
    """Check a list of lines in Swedish, such as the law that an outcome rests on."""

    def check(where: str, value: Any) -> Iterator[Problem]:
        if not isinstance(value, list) or len(value) < at_least:
            yield Problem(where, _("Write a list with at least one line."))
            return
        for number, line in enumerate(value, start=1):
            yield from _words(_at(where, number), line)
            yield from _confirmed(_at(where, number), line)

    return check


def _options(where: str, value: Any) -> Iterator[Problem]:
    """Check a question's answers: two at least, each with a letter of its own."""
    if not isinstance(value, list) or len(value) < 2:
        yield Problem(where, _("A question needs at least two answers."))
        return
    for number, option in enumerate(value, start=1):
        yield from _table(OPTION)(_at(where, number), option)
    codes = [str(option.get("code")) for option in value if isinstance(option, dict)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Problem(where, _("Two answers have the letter “%(code)s”.") % {"code": code})


def _answer_code(where: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, str) or not ANSWER_CODE.fullmatch(value):
        yield Problem(where, _("The code of an answer is one small letter, a–z."))


def _places(part: Check) -> Check:
    """Check questions or outcomes by their codes."""

    def check(where: str, value: Any) -> Iterator[Problem]:
        if not isinstance(value, dict) or not 0 < len(value) <= MOST_PLACES:
            text = _("Write at least one of these, and at most %(most)s.") % {"most": MOST_PLACES}
            yield Problem(where, text)
            return
        for code, content in value.items():
            yield from _code(_at(where, code), code)
            yield from part(_at(where, code), content)

    return check


LINE, TEXT, STAFF = _text(is_line=True), _text(), _text(is_for_residents=False)
OPTION = {"code": Part(_answer_code), "text": Part(LINE), "to": Part(_code)}
QUESTION = {
    "text": Part(LINE),
    "hint": Part(TEXT, is_needed=False),
    "staff": Part(STAFF, is_needed=False),
    "leaves_quickly": Part(_yes_or_no, is_needed=False),
    "options": Part(_options),
}
OUTCOME = {
    "kind": Part(_kind),
    "title": Part(LINE),
    "text": Part(TEXT),
    "decides": Part(TEXT, is_needed=False),
    "next_steps": Part(TEXT, is_needed=False),
    "staff": Part(STAFF, is_needed=False),
    "leaves_quickly": Part(_yes_or_no, is_needed=False),
    "grounds": Part(_lines(at_least=1)),
}
GUIDE = {
    "title": Part(LINE),
    "intro": Part(TEXT),
    "start": Part(_code),
    "decides": Part(TEXT, is_needed=False),
    "next_steps": Part(TEXT, is_needed=False),
    "sources": Part(_lines(at_least=0), is_needed=False),
    "questions": Part(_places(_table(QUESTION))),
    "outcomes": Part(_places(_table(OUTCOME))),
}


def _shared_texts(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Check that every outcome says who decides and what to do, itself or by the guide's common text."""
    for name in ("decides", "next_steps"):
        if name in content:
            continue
        for code, outcome in content["outcomes"].items():
            if name not in outcome:
                yield Problem(f"outcomes.{code}.{name}", _("This is missing."))


def _ways(guide: Guide) -> Iterator[Problem]:
    """Check that every way ends, soon enough, and that ways lead everywhere."""
    loop = _loop(guide, guide.start, (), set())
    if loop:
        text = _("This way comes back to where it was: %(way)s") % {"way": " → ".join(loop)}
        yield Problem(f"questions.{loop[-2]}.options", text)
        return
    yield from _never_reached(guide)
    if guides.most_questions(guide, guide.start) > MOST_QUESTIONS:
        text = _("A way has more than %(most)s questions.") % {"most": MOST_QUESTIONS}
        yield Problem("questions", text)
    if not any(outcome.kind is Kind.UNCLEAR for outcome in guide.outcomes.values()):
        yield Problem("outcomes", _("There is no outcome of the kind “unclear”."))


def _ambiguous(content: Mapping[str, Any]) -> Iterator[Problem]:
    for code in sorted(content["questions"].keys() & content["outcomes"].keys()):
        yield Problem(f"outcomes.{code}", _("A question has the same code."))


def _leads_nowhere(content: Mapping[str, Any]) -> Iterator[Problem]:
    questions, outcomes = content["questions"], content["outcomes"]
    if content["start"] not in questions:
        yield Problem("start", _("There is no question with this code."))
    for code, question in questions.items():
        for number, option in enumerate(question["options"], start=1):
            if option["to"] not in questions and option["to"] not in outcomes:
                text = _("There is no question and no outcome with this code.")
                yield Problem(f"questions.{code}.options.{number}.to", text)


def _loop(
    guide: Guide, code: str, way: tuple[str, ...], looked_at: set[str]
) -> tuple[str, ...] | None:
    """Answer the first way that comes back to a question where it has been; None where all of them end."""
    if code in way:
        return (*way[way.index(code) :], code)
    if code in looked_at or code in guide.outcomes:
        return None
    looked_at.add(code)
    following = (option.to for option in guide.questions[code].options)
    found = (_loop(guide, to, (*way, code), looked_at) for to in following)
    return next((loop for loop in found if loop), None)


def _never_reached(guide: Guide) -> Iterator[Problem]:
    reached: set[str] = set()
    waiting = [guide.start]
    while waiting:
        code = waiting.pop()
        if code not in reached and code in guide.questions:
            waiting += [option.to for option in guide.questions[code].options]
        reached.add(code)
    for code in guide.questions.keys() - reached:
        yield Problem(f"questions.{code}", _("No answer leads here."))
    for code in guide.outcomes.keys() - reached:
        yield Problem(f"outcomes.{code}", _("No answer leads here."))


def _at(where: str, name: object) -> str:
    return f"{where}.{name}" if where else str(name)
