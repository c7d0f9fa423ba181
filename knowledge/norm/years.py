"""Changing the norm takes two editors: one proposes a table for a year, another one publishes it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge.models import NormYear
from knowledge.norm.tables import NormTable


class AlreadyProposed(Exception):
    """Another table for the year waits for a second editor: that one is decided first."""


class OwnProposal(Exception):
    """Whoever proposed a table cannot publish it."""


class NotProposed(Exception):
    """Somebody has decided on the table, or it was taken back."""


@transaction.atomic
def propose(year: int, table: NormTable, *, by: User, at: datetime, **about: Any) -> NormYear:
    """Lay a table before a second editor. Nobody else sees it. `about`: what else a version says.

    Of two who propose for the same year at once, the constraints let one win.
    """
    versions = NormYear.objects.filter(year=year)
    latest = versions.aggregate(latest=Max("version"))["latest"] or 0
    try:
        with transaction.atomic():
            proposal = NormYear.objects.create(
                year=year,
                version=latest + 1,
                amounts=dict(table.amounts),
                proposed_by=by,
                proposed_at=at,
                **about,
            )
    except IntegrityError as error:
        raise AlreadyProposed from error
    events.record(by, "norm.proposed", proposal, at=at, year=year, version=proposal.version)
    return proposal


@transaction.atomic
def publish(proposal: NormYear, *, by: User, at: datetime) -> None:
    """Let the proposed table hold, in the place of the one before. Of two who press, one has published it."""
    if proposal.proposed_by_id == by.pk:
        raise OwnProposal
    NormYear.objects.published().filter(year=proposal.year).update(state=NormYear.State.REPLACED)
    decide(proposal, NormYear.State.PUBLISHED, by=by, at=at)
    events.record(
        by, "norm.published", proposal, at=at, year=proposal.year, version=proposal.version
    )


@transaction.atomic
def decline(proposal: NormYear, *, note: str, by: User, at: datetime) -> None:
    """Do not publish the table; by who proposed it: take it back. It is kept among the year's versions."""
    decide(proposal, NormYear.State.DECLINED, by=by, at=at, decision_note=note)
    events.record(
        by, "norm.declined", proposal, at=at, year=proposal.year, version=proposal.version
    )


def decide(
    proposal: NormYear, state: NormYear.State, *, by: User, at: datetime, **more: str
) -> None:
    proposed = NormYear.objects.proposed().filter(pk=proposal.pk)
    if not proposed.update(state=state, decided_by=by, decided_at=at, **more):
        raise NotProposed
    proposal.refresh_from_db()
