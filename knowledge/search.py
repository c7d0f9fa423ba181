"""What staff find in this room: the topics, by their names in every language and by their codes."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from districts.find import NAME_COLUMNS, search_key
from knowledge.models import Topic

TOPICS_SHOWN = 12


@dataclass(frozen=True)
class Found:
    """What the room found. `total`: how many topics there are, when not all are shown."""

    template: ClassVar[str] = "knowledge/_found.html"

    topics: list[Topic]
    total: int

    def __len__(self) -> int:
        return self.total


def find(query: str, *, at: datetime) -> Found:  # noqa: ARG001  (rooms are asked alike)
    """Find the topics that every word speaks of, those first whose own name does; å ä ö may be typed as a a o."""
    words = [key for key in map(search_key, query.split()) if key]
    topics = Topic.objects.in_use().select_related("parent") if words else []
    hits = [topic for topic in topics if all(word in known_as(topic) for word in words)]
    hits.sort(key=lambda topic: not any(word in own_names(topic) for word in words))
    return Found(hits[:TOPICS_SHOWN], len(hits))


def own_names(topic: Topic) -> str:
    """Answer everything that a topic is called, as one text to look for words in; none is found across two of its words."""
    names = [getattr(topic, column) for column in NAME_COLUMNS] + [topic.code]
    return " ".join(search_key(word) for name in names if name for word in name.split())


def known_as(topic: Topic) -> str:
    """Answer what it is called, and what its parent is: "ekonomiskt" finds everything about money."""
    return f"{own_names(topic)} {own_names(topic.parent)}" if topic.parent else own_names(topic)
