"""What is found in this room: articles by their words, and topics by their names. What somebody asks is never logged."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from districts.find import NAME_COLUMNS, search_key
from knowledge import search_hits, search_query, search_spelling
from knowledge.models import SOURCE_LANGUAGE, Topic
from knowledge.search_hits import Hits

READ_ARTICLES = "knowledge.read_articles"
TOPICS_SHOWN = 12
ARTICLES_SHOWN = 12


@dataclass(frozen=True)
class FoundTopics:
    """Topics of staff's search. `total`: how many there are, when not all are shown."""

    template: ClassVar[str] = "knowledge/_found_topics.html"

    topics: list[Topic]
    total: int

    def __len__(self) -> int:
        return self.total


@dataclass(frozen=True)
class FoundArticles:
    """Articles of staff's search."""

    template: ClassVar[str] = "knowledge/_found.html"

    hits: Hits

    def __len__(self) -> int:
        return self.hits.total


def articles(
    query: str, *, language: str, at: datetime, for_staff: bool, most: int = ARTICLES_SHOWN
) -> Hits:
    """Find articles in the language and in Swedish; where words are met nowhere, those that were perhaps meant."""
    question = search_query.read(query)
    hits = search_hits.find(question, language=language, at=at, for_staff=for_staff, most=most)
    if not question or hits.meets_every_word:
        return hits
    perhaps = search_query.read(search_spelling.corrected(question))
    better = search_hits.find(perhaps, language=language, at=at, for_staff=for_staff, most=most)
    return better if better.most_met > hits.most_met else hits


def find_articles(query: str, *, at: datetime, language: str = SOURCE_LANGUAGE) -> FoundArticles:
    """Find what staff may read, internal articles too; `language`: that of the conversation."""
    return FoundArticles(articles(query, language=language, at=at, for_staff=True))


def find_topics(query: str, *, at: datetime) -> FoundTopics:  # noqa: ARG001  (rooms are asked alike)
    """Find the topics that every word speaks of, those first whose own name does; å ä ö may be typed as a a o."""
    words = [key for key in map(search_key, query.split()) if key]
    topics = Topic.objects.in_use().select_related("parent") if words else []
    hits = [topic for topic in topics if all(word in known_as(topic) for word in words)]
    hits.sort(key=lambda topic: not any(word in own_names(topic) for word in words))
    return FoundTopics(hits[:TOPICS_SHOWN], len(hits))


def own_names(topic: Topic) -> str:
    """Answer everything that a topic is called, as one text to look for words in; none is found across two of its words."""
    names = [getattr(topic, column) for column in NAME_COLUMNS] + [topic.code]
    return " ".join(search_key(word) for name in names if name for word in name.split())


def known_as(topic: Topic) -> str:
    """Answer what it is called, and what its parent is: "ekonomiskt" finds everything about money."""
    return f"{own_names(topic)} {own_names(topic.parent)}" if topic.parent else own_names(topic)
