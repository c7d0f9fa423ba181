"""What somebody asks, read for the index: which words count, and what may stand in the place of each.

A question is asked in several languages at once (a resident's own and Swedish). Every word that reaches PostgreSQL's
`to_tsquery` is of letters and digits alone: search_words.WORD lets nothing else through.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from knowledge import search_words
from knowledge.models import SynonymGroup
from knowledge.search_words import STEMMERS, SWEDISH, joined, stem

LONGEST_QUERY = 100  # characters; what is longer is cut
MOST_WORDS = 8
LONGEST_PHRASE = 4  # words of a synonym
SHORTEST_BEGINNING = 3  # letters of a word that is still being typed
BENT = 2  # letters at the end of a word that may be another ending, where we know no endings

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A word of the question, or some that belong together. `others`: what means the same."""

    typed: Phrase
    others: tuple[Phrase, ...] = ()

    def direct(self, language: str) -> str:
        """Write what was typed as a tsquery."""
        return all_of(self.typed, language)

    def wide(self, language: str) -> str:
        """Write what was typed, or anything that means the same, as a tsquery; the latter is not taken apart."""
        others = (all_of(phrase, language, apart=False) for phrase in self.others)
        return any_of([self.direct(language), *others])


@dataclass(frozen=True)
class Question:
    """The terms in the order in which they were typed. `beginning`: the last word, which may not be typed to its end."""

    terms: tuple[Term, ...] = ()
    beginning: str = ""
    marked: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def each(self, language: str) -> list[str]:
        """Write every term as a tsquery of its own."""
        queries = [term.wide(language) for term in self.terms]
        if self.beginning:
            queries[-1] = f"({queries[-1]} | '{self.beginning}':*)"
        return queries

    def direct(self, language: str) -> str:
        return any_of(term.direct(language) for term in self.terms)

    def answers_to(self, word: str, language: str) -> bool:
        """Say whether a word of a text is one that was asked for."""
        if language not in self.marked:
            self.marked[language] = frozenset(self._forms(language))
        whole, *others = search_words.forms(word, language)
        is_asked = not self.marked[language].isdisjoint([whole, *others])
        return is_asked or bool(self.beginning and whole.startswith(self.beginning))

    def _forms(self, language: str) -> Iterator[str]:
        for term in self.terms:
            for word in term.typed:
                yield from search_words.forms(word, language)
            for word in chain(*term.others):
                yield from (joined(word), stem(joined(word), language))


def read(query: str) -> Question:
    """Read a question as it was typed: what says nothing is left out, and words that mean the same are added."""
    typed = telling(query[:LONGEST_QUERY])[:MOST_WORDS]
    if not typed:
        return Question()
    groups = synonyms_of(typed)
    last = joined(typed[-1])
    beginning = last if len(last) >= SHORTEST_BEGINNING else ""
    return Question(tuple(terms(typed, groups)), beginning)


def telling(text: str) -> list[str]:
    """Answer the words that say what somebody looks for; all of them when none does."""
    every = list(search_words.words(text))
    return [word for word in every if not search_words.is_passed_over(joined(word))] or every


def key(words: list[str]) -> str:
    """Answer what phrases are compared by: "ekonomiskt bistånd" and "Ekonomiska bistånd" are one."""
    return " ".join(stem(joined(word), SWEDISH) for word in words)


def synonyms_of(typed: list[str]) -> dict[str, SynonymGroup]:
    """Answer the groups that the words, or some words in a row, belong to, by what they are compared by. One query."""
    ends = range(1, len(typed) + 1)
    asked = {
        key(typed[start:end]) for end in ends for start in range(max(0, end - LONGEST_PHRASE), end)
    }
    groups = SynonymGroup.objects.filter(keys__overlap=sorted(asked))
    return {each: group for group in groups for each in group.keys if each in asked}


def terms(typed: list[str], groups: dict[str, SynonymGroup]) -> Iterator[Term]:
    """Walk through the words; some in a row that mean something together are one term."""
    start = 0
    while start < len(typed):
        length = longest_known(typed[start:], groups)
        phrase = typed[start : start + length]
        group = groups.get(key(phrase))
        yield Term(tuple(phrase), others_in(group, key(phrase)) if group else ())
        start += length


def longest_known(typed: list[str], groups: dict[str, SynonymGroup]) -> int:
    lengths = range(min(LONGEST_PHRASE, len(typed)), 0, -1)
    return next((length for length in lengths if key(typed[:length]) in groups), 1)


def others_in(group: SynonymGroup, asked: str) -> tuple[Phrase, ...]:
    phrases = {key(words): tuple(words) for words in map(telling, group.words)}
    return tuple(phrase for name, phrase in phrases.items() if name != asked)


def any_of(queries: Iterable[str]) -> str:
    return f"({' | '.join(queries)})"


def all_of(phrase: Phrase, language: str, *, apart: bool = True) -> str:
    return f"({' & '.join(one_word(word, language, apart=apart) for word in phrase)})"


def one_word(word: str, language: str, *, apart: bool) -> str:
    """Write a word as a tsquery: itself, its stem, or all its parts; its beginning where we know no endings."""
    whole = joined(word)
    found_by = [f"'{form}'" for form in dict.fromkeys([whole, stem(whole, language)])]
    parts = [f"'{part}'" for part in search_words.parts(word, language)]
    if parts and apart:
        found_by.append(f"({' & '.join(parts)})")
    if language not in STEMMERS and len(whole) - BENT > SHORTEST_BEGINNING:
        found_by.append(f"'{whole[:-BENT]}':*")
    return any_of(found_by)
