"""Writing guides: a draft, which another editor publishes. What cannot lead everybody to an end is not even kept.

A page says which revision of the draft it was shown, and each act is one conditional UPDATE on it: of two people who act at
the same time one wins, and the other is told (`Outdated`).
"""

import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge import guide_checks
from knowledge.guides import Content
from knowledge.models import GuideVersion

State = GuideVersion.State
LONGEST_NUMBER = 6  # digits of a version in an address


class Outdated(Exception):
    """Somebody changed it after the page was shown."""


class AlreadyBeingWritten(Exception):
    """There is a draft of the guide."""


class OwnDraft(Exception):
    """Whoever wrote a draft does not publish it."""


def as_text(content: Content) -> str:
    """Write a guide as it is stored and shown to editors, in the order in which it was written."""
    return json.dumps(content, ensure_ascii=False, indent=2)


@transaction.atomic
def create(slug: str, *, content: object, by: User, at: datetime) -> GuideVersion:
    """Begin a guide that does not exist yet. Raises guide_checks.Faulty."""
    if GuideVersion.objects.filter(slug=slug).exists():
        raise AlreadyBeingWritten
    return new_draft(slug, as_text(guide_checks.require(content)), by=by, at=at)


@transaction.atomic
def begin(like: GuideVersion, *, by: User, at: datetime) -> GuideVersion:
    """Begin a draft that reads like a version: like the published one to go on, like an older one to bring it back."""
    return new_draft(like.slug, like.content, by=by, at=at, like=like.number)


def new_draft(slug: str, content: str, *, by: User, at: datetime, **details: Any) -> GuideVersion:
    """Add a version. A constraint keeps it the only draft of the guide."""
    newest = GuideVersion.objects.filter(slug=slug).aggregate(newest=Max("number"))["newest"]
    number = (newest or 0) + 1
    try:
        with transaction.atomic():
            draft = GuideVersion.objects.create(
                slug=slug, number=number, content=content, written_by=by, written_at=at
            )
    except IntegrityError as taken:
        raise AlreadyBeingWritten from taken
    events.record(by, "guide.begun", draft, at=at, **named(draft), **details)
    return draft


@transaction.atomic
def save(
    draft: GuideVersion,
    *,
    revision: int,
    content: object,
    change_note: str,
    by: User,
    at: datetime,
) -> None:
    """Keep what was written. Raises guide_checks.Faulty, and keeps nothing then. As it was, it stays somebody else's."""
    text = as_text(guide_checks.require(content))
    if (draft.content, draft.change_note) == (text, change_note):
        return
    written = {"content": text, "change_note": change_note, "written_by": by, "written_at": at}
    move(draft, revision=revision, **written)
    events.record(by, "guide.saved", draft, at=at, **named(draft))


@transaction.atomic
def publish(draft: GuideVersion, *, revision: int, by: User, at: datetime) -> None:
    """Put the draft in the place of the published version. Links to that one go on working in it."""
    if draft.written_by_id == by.pk:
        raise OwnDraft
    GuideVersion.objects.published().filter(slug=draft.slug).update(state=State.REPLACED)
    move(draft, revision=revision, state=State.PUBLISHED, checked_by=by, published_at=at)
    events.record(by, "guide.published", draft, at=at, **named(draft))


@transaction.atomic
def discard(draft: GuideVersion, *, revision: int, by: User, at: datetime) -> None:
    """Throw a draft away for good."""
    details = named(draft)
    shown = GuideVersion.objects.drafts().filter(pk=draft.pk, revision=revision)
    discarded, _rows = shown.delete()
    if not discarded:
        raise Outdated
    events.record(by, "guide.discarded", draft, at=at, **details)


def move(draft: GuideVersion, *, revision: int, **changes: Any) -> None:
    """Change the draft, unless it is no longer one, or no longer the revision that was on the page."""
    shown = GuideVersion.objects.drafts().filter(pk=draft.pk, revision=revision)
    if not shown.update(revision=F("revision") + 1, **changes):
        raise Outdated
    draft.refresh_from_db()


def find(current: GuideVersion, number: str) -> GuideVersion | None:
    """Answer the version that an address names, the published one where it names none; None where there is no such version."""
    if number in ("", str(current.number)):
        return current
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    been = GuideVersion.objects.been_public()
    return been.filter(slug=current.slug, number=int(number)).first()


def named(version: GuideVersion) -> dict[str, Any]:
    return {"guide": version.slug, "version": version.number}
