"""One row of a file: an article in one language."""

from dataclasses import dataclass, field

CONTENT = [
    "title",
    "short_answer",
    "body",
    "have_ready",
    "law_references",
    "agent_notes",
    "unconfirmed",
]
# version: which version was taken out. source_version: which Swedish version a translation was made from.
COLUMNS = [
    "slug",
    "topic",
    "is_public",
    "language",
    "version",
    "source_version",
    *CONTENT,
    "change",
    "change_note",
]


@dataclass
class Row:
    """What stood in the file, as text. `place`: where, in words that its author can follow: a line, or a path."""

    place: str
    values: dict[str, str] = field(default_factory=dict)

    def get(self, column: str) -> str:
        return self.values.get(column, "")
