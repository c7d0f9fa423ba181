"""Writing articles: drafts, which a colleague reads and publishes. Nothing reaches residents on one person's word.

A page says which revision of the text it was shown, and each act is one conditional UPDATE on that revision: of two people who
act at the same time one wins, and the other is told (`Outdated`). Who may publish what, and what a change of facts does to
translations: docs/decisions/0081-four-eyes-and-facts.md.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import slugs
from knowledge import search_index
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText

State = ArticleText.State
Change = ArticleText.Change

WRITTEN = [
    "title",
    "short_answer",
    "body",
    "have_ready",
    "law_references",
    "agent_notes",
    "unconfirmed",
]
REVIEWED_WITHIN = timedelta(days=184)  # six months, however long they are
SLUG_LENGTH = 80


class Outdated(Exception):
    """Somebody changed it after the page was shown."""


class OwnText(Exception):
    """Whoever wrote a text does not publish it."""


class Incomplete(Exception):
    """Without a question and a short answer there is nothing to publish."""


class AlreadyBeingWritten(Exception):
    """There is a draft in the language."""


class NothingToTranslate(Exception):
    """There is no Swedish text to translate from, or it has not been published yet."""


@transaction.atomic
def create(*, title: str, slug: str = "", by: User, at: datetime, **about: Any) -> ArticleText:
    """Make an article with its first draft, in Swedish. Only editors see it until that is published.

    slug: its address, where a file names one; otherwise it is made from the title.
    """
    article = Article.objects.create(
        slug=slug or slugs.free(Article.objects.all(), title, longest=SLUG_LENGTH),
        owner=by,
        review_due=timezone.localdate(at) + REVIEWED_WITHIN,
        **about,
    )
    draft = article.texts.create(
        language=SOURCE_LANGUAGE, title=title, written_by=by, written_at=at
    )
    events.record(by, "article.created", article, at=at, slug=article.slug)
    return draft


@transaction.atomic
def begin(article: Article, language: str, *, by: User, at: datetime) -> ArticleText:
    """Begin a draft from what is published in the language; where nothing is, an empty one."""
    published = article.texts.published().filter(language=language).first()
    draft = new_draft(article, language, like=published, by=by, at=at)
    events.record(by, "article.begun", draft, at=at, **named(draft))
    return draft


@transaction.atomic
def restore(old: ArticleText, *, by: User, at: datetime) -> ArticleText:
    """Begin a draft that reads like an earlier version. It goes the same way as any other."""
    draft = new_draft(old.article, old.language, like=old, by=by, at=at)
    events.record(by, "article.restored", draft, at=at, like=old.version, **named(draft))
    return draft


def new_draft(
    article: Article, language: str, *, like: ArticleText | None, by: User, at: datetime
) -> ArticleText:
    """Add a version. A constraint keeps it the only one that is being written in the language."""
    newest = article.texts.filter(language=language).aggregate(newest=Max("version"))["newest"]
    content = {name: getattr(like, name).strip() for name in WRITTEN} if like else {}
    source = like.source_version if like else source_of_new(article, language)
    try:
        with transaction.atomic():
            return article.texts.create(
                language=language,
                version=(newest or 0) + 1,
                source_version=source,
                written_by=by,
                written_at=at,
                **content,
            )
    except IntegrityError as taken:
        raise AlreadyBeingWritten from taken


def source_of_new(article: Article, language: str) -> int | None:
    """Answer the version of the Swedish text that a new translation is made from: published, or the first one coming."""
    if language == SOURCE_LANGUAGE:
        return None
    sources = article.texts.filter(language=SOURCE_LANGUAGE)
    source = sources.published().first() or sources.being_written().first()
    if source is None:
        raise NothingToTranslate
    return source.version


def save(draft: ArticleText, *, revision: int, by: User, at: datetime, **fields: Any) -> None:
    """Keep what was written. Saving it as it was changes nothing, not even who wrote it.

    The trail says who sent a text, not every word on the way there: drafts are saved while they are typed.
    """
    written = what_is_new(draft, fields, by=by, at=at)
    if written:
        move(draft, State.DRAFT, revision=revision, **written)


@transaction.atomic
def submit(
    draft: ArticleText,
    *,
    revision: int,
    source_version: int | None,
    by: User,
    at: datetime,
    **fields: Any,
) -> None:
    """Keep what was written, and ask a colleague to read and publish it.

    source_version: of the Swedish text that stood beside a translation. Whoever sends it says that it says the same.
    """
    if not all(fields.get(name, getattr(draft, name)) for name in ("title", "short_answer")):
        raise Incomplete
    if draft.is_translation and not was_published(draft.article, source_version):
        raise NothingToTranslate
    move(
        draft,
        State.DRAFT,
        revision=revision,
        state=State.IN_REVIEW,
        source_version=source_version if draft.is_translation else None,
        returned_because="",
        returned_by=None,
        **what_is_new(draft, fields, by=by, at=at),
    )
    events.record(by, "article.submitted", draft, at=at, **named(draft))


def what_is_new(
    draft: ArticleText, fields: dict[str, Any], *, by: User, at: datetime
) -> dict[str, Any]:
    """Answer what there is to keep: nothing of a text that is as it was, else the text and whose it is now."""
    if all(getattr(draft, name) == value for name, value in fields.items()):
        return {}
    return {**fields, "written_by": by, "written_at": at}


@transaction.atomic
def take_back(text: ArticleText, *, revision: int, by: User, at: datetime) -> None:
    """Go on writing what waits for a colleague."""
    move(text, State.IN_REVIEW, revision=revision, state=State.DRAFT)
    events.record(by, "article.taken_back", text, at=at, **named(text))


@transaction.atomic
def give_back(text: ArticleText, *, revision: int, because: str, by: User, at: datetime) -> None:
    """Ask the writer to change something first."""
    move(
        text,
        State.IN_REVIEW,
        revision=revision,
        state=State.DRAFT,
        returned_because=because,
        returned_by=by,
    )
    events.record(by, "article.given_back", text, at=at, **named(text))


@transaction.atomic
def publish(
    text: ArticleText, *, revision: int, change: str, change_note: str, by: User, at: datetime
) -> None:
    """Put the text in the place of what is published in its language.

    A changed fact in Swedish makes every translation of an older text out of date: one number moves, nothing else.
    """
    if text.written_by_id == by.pk:
        raise OwnText
    published = text.article.texts.published().filter(language=text.language)
    before = published.first()
    published.update(state=State.REPLACED)
    reader = reader_after(change, before)
    move(
        text,
        State.IN_REVIEW,
        revision=revision,
        state=State.PUBLISHED,
        change=change,
        change_note=change_note,
        checked_by=by,
        published_at=at,
        **reader,
    )
    if text.language == SOURCE_LANGUAGE and change == Change.CHANGED_FACT:
        Article.objects.filter(pk=text.article_id).update(facts_version=text.version)
        text.article.refresh_from_db(fields=["facts_version"])
    search_index.put(text)
    events.record(by, "article.published", text, at=at, change=change, **named(text))


def reader_after(change: str, before: ArticleText | None) -> dict[str, Any]:
    """Answer who has read the new text: a corrected typing error needs no native reader again."""
    if before is None or change != Change.TYPO:
        return {}
    return {"native_reader": before.native_reader, "native_read_on": before.native_read_on}


@transaction.atomic
def discard(draft: ArticleText, *, revision: int, by: User, at: datetime) -> None:
    """Throw a draft away for good; an article that nothing else was ever written of goes with it."""
    details = named(draft)
    shown = ArticleText.objects.filter(pk=draft.pk, state=State.DRAFT, revision=revision)
    discarded, _rows = shown.delete()
    if not discarded:
        raise Outdated
    article = draft.article
    if not article.texts.exists():
        article.delete()
    events.record(by, "article.discarded", draft, at=at, **details)


@transaction.atomic
def confirm(translation: ArticleText, *, source_version: int, by: User, at: datetime) -> None:
    """Keep that a published translation still says what the Swedish text says, though that was changed."""
    if not was_published(translation.article, source_version):
        raise NothingToTranslate
    older = ArticleText.objects.published().filter(
        pk=translation.pk, source_version__lt=source_version
    )
    if older.update(source_version=source_version):
        details = named(translation) | {"source_version": source_version}
        translation.refresh_from_db()
        events.record(by, "article.confirmed", translation, at=at, **details)


@transaction.atomic
def mark_read(text: ArticleText, *, reader: str, day: date, by: User, at: datetime) -> None:
    """Keep that somebody who speaks the language from home has read the published text."""
    published = ArticleText.objects.published().filter(pk=text.pk)
    if not published.update(native_reader=reader, native_read_on=day):
        raise Outdated
    text.refresh_from_db()
    events.record(by, "article.read_by_native", text, at=at, **named(text))


def move(text: ArticleText, before: State, /, *, revision: int, **changes: Any) -> None:
    """Change the text if it is in the state still, and of the revision that was on the page."""
    shown = ArticleText.objects.filter(pk=text.pk, state=before, revision=revision)
    if not shown.update(revision=F("revision") + 1, **changes):
        raise Outdated
    article = text.article
    text.refresh_from_db()
    text.article = article


def was_published(article: Article, version: int | None) -> bool:
    """Whether the Swedish text has been published in the version, now or before."""
    swedish = article.texts.filter(language=SOURCE_LANGUAGE).exclude(published_at=None)
    return version is not None and swedish.filter(version=version).exists()


def named(text: ArticleText) -> dict[str, Any]:
    """Answer what the trail says of a text, beside its row: which one it is, and nothing of its content."""
    return {"slug": text.article.slug, "language": text.language, "version": text.version}
