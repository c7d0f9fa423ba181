"""How often one agent may look somebody up, and what happens at the limit: a team lead lets them go on, or does not."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from cases.models import LookUp, LookUpRelease
from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.phone_hours import LOCAL

Span = LookUpRelease.Span


class LimitReached(Exception):
    """The agent may not look anybody up until a team lead has decided, or the time is over."""

    def __init__(self, release: LookUpRelease) -> None:
        super().__init__()
        self.release = release


class AlreadyDecided(Exception):
    """Another team lead was faster."""


def asked_at_limit(agent: User, *, at: datetime) -> LookUpRelease | None:
    """Answer the release that the agent needs; None while they may go on. Inside the transaction of the look-up.

    The agent's row is locked, so that two look-ups at the same moment can never both be the last one.
    """
    User.objects.select_for_update(no_key=True).get(pk=agent.pk)
    for span, limit, window in _windows(at):
        of_now = Q(asked_at__gte=window) | Q(decided_at=None)
        asked = LookUpRelease.objects.filter(of_now, agent=agent, span=span).first()
        counts_from = asked.decided_at if asked and asked.is_released else window
        if LookUp.objects.filter(agent=agent, at__gte=counts_from).count() >= limit:
            return asked if asked and not asked.is_released else _ask(agent, span, at=at)
    return None


def shown_to(lead: User) -> QuerySet[LookUpRelease]:
    """Keep what a team lead decides about: never their own look-ups."""
    return LookUpRelease.objects.exclude(agent=lead)


@transaction.atomic
def release(asked: LookUpRelease, *, by: User, at: datetime) -> None:
    """Give the agent a fresh allowance from this moment on."""
    _decide(asked, by=by, at=at, is_released=True)
    events.record(by, "look_up.released", asked, at=at, agent=asked.agent_id, span=asked.span)


@transaction.atomic
def refuse(asked: LookUpRelease, *, reason: str, by: User, at: datetime) -> None:
    """Let the limit stand. The agent sees why."""
    _decide(asked, by=by, at=at, is_released=False, reason=reason)
    events.record(
        by, "look_up.release_refused", asked, at=at, agent=asked.agent_id, span=asked.span
    )


def _windows(at: datetime) -> list[tuple[Span, int, datetime]]:
    """The last sixty minutes, and the day since midnight."""
    midnight = at.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
    return [
        (Span.HOUR, settings.LOOK_UPS_AN_HOUR, at - timedelta(hours=1)),
        (Span.DAY, settings.LOOK_UPS_A_DAY, midnight),
    ]


def _ask(agent: User, span: Span, *, at: datetime) -> LookUpRelease:
    asked = LookUpRelease.objects.create(agent=agent, span=span, asked_at=at)
    events.record(agent, "look_up.release_asked", asked, at=at, span=span)
    return asked


def _decide(asked: LookUpRelease, *, by: User, at: datetime, **decision: object) -> None:
    undecided = LookUpRelease.objects.filter(pk=asked.pk, decided_at=None)
    if not undecided.update(decided_by=by, decided_at=at, **decision):
        raise AlreadyDecided
