"""What a file would change: each row beside what is published now. Nothing happens here."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.exchange.form import RowForm
from knowledge.exchange.rows import CONTENT, Row
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, Topic

Words = str | Promise


class Kind(TextChoices):
    WRONG = "wrong", gettext_lazy("Wrong")
    NEW_ARTICLE = "new_article", gettext_lazy("New article")
    NEW_TEXT = "new_text", gettext_lazy("New language")
    CHANGED = "changed", gettext_lazy("Changed")
    SAME = "same", gettext_lazy("As it is")


CHIPS = {
    Kind.WRONG: "urgent",
    Kind.NEW_ARTICLE: "info",
    Kind.NEW_TEXT: "info",
    Kind.CHANGED: "due",
    Kind.SAME: "done",
}


@dataclass(frozen=True)
class Difference:
    label: Words
    before: str
    after: str


@dataclass
class Entry:
    """A row, and what would become of it."""

    row: Row
    kind: Kind
    fields: dict[str, Any] = field(default_factory=dict)  # cleaned
    article: Article | None = None
    published: ArticleText | None = None
    differences: list[Difference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def chip(self) -> str:
        return CHIPS[self.kind]

    @property
    def direction(self) -> str:
        return "rtl" if self.fields.get("language") in settings.RIGHT_TO_LEFT else "ltr"


@dataclass
class Plan:
    entries: list[Entry]

    @property
    def is_right(self) -> bool:
        return not any(entry.kind is Kind.WRONG for entry in self.entries)

    @property
    def changes(self) -> list[Entry]:
        """Everything that would be written: articles first, each Swedish text before what is translated from it."""
        changing = [e for e in self.entries if e.kind not in {Kind.WRONG, Kind.SAME}]
        return sorted(changing, key=lambda e: e.fields["language"] != SOURCE_LANGUAGE)

    @property
    def counts(self) -> list[tuple[str, Kind, int]]:
        """Answer the chip, the kind and how many rows are of it, what asks for attention first."""
        times = Counter(entry.kind for entry in self.entries)
        return [(CHIPS[kind], kind, times[kind]) for kind in Kind if times[kind]]


class Known:
    """What is there of the articles that a file names, in as many queries for one row as for a thousand."""

    def __init__(self, rows: list[Row]) -> None:
        slugs = {row.get("slug") for row in rows}
        texts = ArticleText.objects.filter(article__slug__in=slugs).select_related("article")
        self.articles = Article.objects.select_related("topic").in_bulk(slugs, field_name="slug")
        self.published = {(t.article.slug, t.language): t for t in texts.published()}
        self.being_written = set(texts.being_written().values_list("article__slug", "language"))
        self.topics = Topic.objects.in_bulk(field_name="code")
        self.begun = {row.get("slug") for row in rows if row.get("language") == SOURCE_LANGUAGE}
        self.times = Counter((row.get("slug"), row.get("language")) for row in rows)


def compare(rows: list[Row]) -> Plan:
    known = Known(rows)
    return Plan([entry_of(row, known) for row in rows])


def entry_of(row: Row, known: Known) -> Entry:
    key = (row.get("slug"), row.get("language"))
    published, article = known.published.get(key), known.articles.get(row.get("slug"))
    form = RowForm(merged(row, published), topics=known.topics)
    form.is_valid()
    entry = Entry(row, Kind.WRONG, form.cleaned_data, article, published)
    entry.problems = form.problems() or problems_with(entry, known)
    if not entry.problems:
        entry.differences = differences(entry)
        entry.kind = kind_of(entry)
    return entry


def merged(row: Row, published: ArticleText | None) -> dict[str, str]:
    """Answer the row's values; what it leaves out stays as it is published."""
    stored = {name: getattr(published, name) for name in CONTENT} if published else {}
    return stored | row.values


def problems_with(entry: Entry, known: Known) -> list[str]:
    """Say why a row that is right in itself cannot be taken."""
    values, key = entry.fields, (entry.fields["slug"], entry.fields["language"])
    slug, language = key
    source = known.published.get((slug, SOURCE_LANGUAGE))
    checks = {
        _("The same article and language stands there twice."): known.times[key] > 1,
        _("A draft of it is being written. Publish or discard that first."): key
        in known.being_written,
        _("It has been published anew since it was taken out. Take it out again."): bool(
            entry.published and values["version"] and values["version"] != entry.published.version
        ),
        _(
            "There is no such article. A new one needs a Swedish text in the same file."
        ): entry.article is None and slug not in known.begun,
        _("A new article needs a topic."): entry.article is None
        and language == SOURCE_LANGUAGE
        and values["topic"] is None,
        _("Topic and readers are changed on the article's own page."): moves(entry),
        _("It translates a version that does not exist yet."): bool(
            source and (values["source_version"] or 0) > source.version
        ),
    }
    return [words for words, is_so in checks.items() if is_so]


def moves(entry: Entry) -> bool:
    """Whether the row would put an article that exists elsewhere, or before other readers."""
    article, values = entry.article, entry.fields
    if article is None:
        return False
    other_topic = values["topic"] not in {None, article.topic}
    other_readers = values["is_public"] not in {"", "yes" if article.is_public else "no"}
    return other_topic or other_readers


def differences(entry: Entry) -> list[Difference]:
    before = {name: getattr(entry.published, name, "") for name in CONTENT}
    return [
        Difference(RowForm.base_fields[name].label or name, before[name], after)
        for name in CONTENT
        if lines(before[name]) != lines(after := entry.fields[name])
    ]


def lines(text: str) -> list[str]:
    """Answer the text without what a spreadsheet or a form does to line ends."""
    return text.strip().splitlines()


def kind_of(entry: Entry) -> Kind:
    if entry.article is None:
        return Kind.NEW_ARTICLE
    if entry.published is None:
        return Kind.NEW_TEXT
    return Kind.CHANGED if entry.differences else Kind.SAME
