"""Writing the phone menu: a draft, which is published in one piece. What may leave a caller in silence is not published.

A page says which revision of the draft it was shown, and each act is one conditional UPDATE on it: of two people who act at
the same time one wins, and the other is told (`Outdated`).
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.models import PhoneLine, Unit
from telephony import menu_checks
from telephony.menu_checks import Known, KnownQueue, Problem
from telephony.menu_content import PhoneMenu
from telephony.models import IvrMenu, Queue

State = IvrMenu.State


class Outdated(Exception):
    """Somebody changed, published or threw away the draft after the page was shown."""


class AlreadyBeingWritten(Exception):
    """There is a draft already."""


def known() -> Known:
    """Answer what a menu can lead to now."""
    queues = Queue.objects.only("slug", "name", "is_active", "takes_callbacks")
    return Known(
        queues={
            queue.slug: KnownQueue(queue.name, queue.is_active, queue.takes_callbacks)
            for queue in queues
        },
        emergency_lines=dict(emergency_lines().values_list("slug", "dial")),
    )


def emergency_lines() -> Any:
    """Keep the phones of the city's social emergency service."""
    lines = PhoneLine.objects.of_open_units().filter(unit__kind=Unit.Kind.EMERGENCY)
    return lines.filter(channel=PhoneLine.Channel.PHONE).select_related("unit")


def published() -> PhoneMenu | None:
    """Answer what callers hear now."""
    version = IvrMenu.objects.published().first()
    return PhoneMenu.read(version.content) if version else None


def faults_of_published() -> set[Problem]:
    """Answer what is wrong with what callers hear now: nothing, unless queues or lines have changed since."""
    menu = published()
    return set(menu_checks.problems_of(menu, known())) if menu else set()


@transaction.atomic
def begin(like: IvrMenu | None, *, by: User | None, at: datetime) -> IvrMenu:
    """Begin a draft: like a version, to go on from it or to bring it back, or from nothing."""
    content = like.content if like else PhoneMenu().plain()
    newest = IvrMenu.objects.aggregate(newest=Max("number"))["newest"] or 0
    try:
        with transaction.atomic():
            draft = IvrMenu.objects.create(
                number=newest + 1, content=content, written_by=by, written_at=at
            )
    except IntegrityError as taken:
        raise AlreadyBeingWritten from taken
    like_number = like.number if like else None
    events.record(by, "menu.begun", draft, at=at, version=draft.number, like=like_number)
    return draft


@transaction.atomic
def save(draft: IvrMenu, menu: PhoneMenu, *, revision: int, by: User | None, at: datetime) -> None:
    """Keep what was written, in order or not: a draft may be half done."""
    move(draft, revision=revision, content=menu.plain(), written_by=by, written_at=at)
    events.record(by, "menu.saved", draft, at=at, version=draft.number)


@transaction.atomic
def publish(draft: IvrMenu, *, revision: int, by: User | None, at: datetime) -> None:
    """Put the draft in the place of the published version. Raises menu_checks.Faulty.

    Its queues are held meanwhile, so that none of them is taken out of use unseen.
    """
    menu = PhoneMenu.read(draft.content)
    queues = Queue.objects.filter(slug__in=menu.queues()).order_by("pk")
    list(queues.select_for_update(of=("self",), no_key=True))
    menu_checks.require(menu, known())
    IvrMenu.objects.published().update(state=State.REPLACED)
    move(draft, revision=revision, state=State.PUBLISHED, published_by=by, published_at=at)
    events.record(by, "menu.published", draft, at=at, version=draft.number)


@transaction.atomic
def discard(draft: IvrMenu, *, revision: int, by: User, at: datetime) -> None:
    """Throw a draft away for good."""
    shown = IvrMenu.objects.drafts().filter(pk=draft.pk, revision=revision)
    discarded, _rows = shown.delete()
    if not discarded:
        raise Outdated
    events.record(by, "menu.discarded", draft, at=at, version=draft.number)


def move(draft: IvrMenu, *, revision: int, **changes: Any) -> None:
    """Change the draft, unless it is no longer one, or no longer the revision that was on the page."""
    shown = IvrMenu.objects.drafts().filter(pk=draft.pk, revision=revision)
    if not shown.update(revision=F("revision") + 1, **changes):
        raise Outdated
    draft.refresh_from_db()
