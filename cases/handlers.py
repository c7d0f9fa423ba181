"""Who handles somebody's case: asked of the case register, and told within what the agreement lets an agent read out.

Whoever asks is written down first, and what came of it before anything is shown. If either cannot be written down, nothing
is shown: looking at somebody's data is an act that leaves a trace, or does not happen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import Error, transaction

from cases import look_up_alerts, look_up_limits
from cases.case_register import (
    CaseRegister,
    Decision,
    RegisterAnswer,
    RegisteredCase,
    RegisterUnavailable,
)
from cases.identity import Identity, require_confirmed
from cases.models import Contact, LookUp
from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import agreements, reaching, workplaces
from districts.models import Agreement
from districts.phone_hours import LOCAL
from districts.public_lines import ShownUnit

Field = Agreement.Field
Outcome = LookUp.Outcome


class NotRecorded(Exception):
    """The look-up could not be written down, so nothing of it may be shown."""


@dataclass(frozen=True)
class Handler:
    """Who decides the case, and their unit, whose lines tell when they can be reached."""

    name: str
    unit: ShownUnit | None  # None: the register names a unit that we do not know


@dataclass(frozen=True)
class ReadableCase:
    """What may be read out of one case: nothing stands here that the agreement does not name."""

    service: str
    fields: tuple[str, ...]  # what the agreement names, also where the register has nothing there
    handler: Handler | None = None
    decisions: tuple[Decision, ...] = ()
    payout_date: date | None = None


@dataclass(frozen=True)
class Answer:
    """What the agent gets to know. Without cases it does not tell why: nobody there, nothing to read out, or protected."""

    cases: tuple[ReadableCase, ...] = ()
    register_answered: bool = True


def find(
    identity: Identity,
    *,
    contact: Contact,
    purpose: LookUp.Purpose,
    agent: User,
    at: datetime,
    register: CaseRegister,
) -> Answer:
    """Look the person up. Raises Refused (a step is missing), LimitReached or NotRecorded, and then nothing was shown."""
    look_up = _write_down_question(identity, contact, purpose, agent, at=at)
    told = _ask(register, identity, agent)
    answer = _readable(told, at=at)
    with _written_down_or_not_shown():
        _write_down_answer(look_up, identity, told, answer, at=at)
    return answer


@contextmanager
def _written_down_or_not_shown() -> Iterator[None]:
    try:
        with transaction.atomic(durable=True):
            yield
    except Error as error:
        raise NotRecorded from error


def _write_down_question(
    identity: Identity, contact: Contact, purpose: LookUp.Purpose, agent: User, *, at: datetime
) -> LookUp:
    with _written_down_or_not_shown():
        require_confirmed(identity, contact=contact, agent=agent, at=at)
        asked = look_up_limits.asked_at_limit(agent, at=at)
        if asked is None:
            look_up = LookUp.objects.create(
                contact=contact,
                identity=identity.check,
                agent=agent,
                subject=identity.pseudonym.value,
                purpose=purpose,
                at=at,
            )
            events.record(
                agent,
                "person.looked_up",
                identity.pseudonym,
                at=at,
                unit=workplaces.name_for(agent),
                purpose=purpose,
                contact=contact.pk,
                method=identity.check.method,
            )
    if asked:
        raise look_up_limits.LimitReached(asked)
    return look_up


def _ask(register: CaseRegister, identity: Identity, agent: User) -> RegisterAnswer | None:
    """Answer what the register says; None if it does not answer. No transaction waits for it."""
    surname = agent.display_name.rpartition(" ")[2]
    try:
        return register.ask(identity.number, surname=surname)
    except RegisterUnavailable:
        return None


def _readable(told: RegisterAnswer | None, *, at: datetime) -> Answer:
    """Keep what the agreements of today let an agent read out.

    A protected person goes the same way as one who is not there, so that not even the time it takes tells them apart.
    """
    if told is None:
        return Answer(register_answered=False)
    in_force = agreements.in_force(at.astimezone(LOCAL).date())
    found = [] if told.is_protected else told.cases
    readable = [
        (case, agreement)
        for case in found
        if (agreement := in_force.get((case.district, case.service))) and agreement.readable_fields
    ]
    units = reaching.units([case.unit for case, _agreement in readable], at=at)
    return Answer(
        tuple(_within(agreement, case, units.get(case.unit)) for case, agreement in readable)
    )


def _within(agreement: Agreement, case: RegisteredCase, unit: ShownUnit | None) -> ReadableCase:
    fields = tuple(agreement.readable_fields)
    handler = Handler(case.handler, unit)
    return ReadableCase(
        service=str(agreement.service),
        fields=fields,
        handler=handler if Field.HANDLER in fields and case.handler else None,
        decisions=case.decisions if Field.DECISION in fields else (),
        payout_date=case.payout_date if Field.PAYOUT_DATE in fields else None,
    )


def _write_down_answer(
    look_up: LookUp,
    identity: Identity,
    told: RegisterAnswer | None,
    answer: Answer,
    *,
    at: datetime,
) -> None:
    look_up.outcome = _outcome(told, answer)
    look_up.save(update_fields=["outcome"])
    rules = look_up_alerts.raise_for(
        look_up, identity.number, is_namesake=bool(told and told.has_surname), at=at
    )
    events.record(
        look_up.agent,
        "person.answered",
        identity.pseudonym,
        at=at,
        unit=workplaces.name_for(look_up.agent),
        purpose=look_up.purpose,
        contact=look_up.contact_id,
        outcome=look_up.outcome,
        alerts=rules,
    )


def _outcome(told: RegisterAnswer | None, answer: Answer) -> Outcome:
    if told is None:
        return Outcome.FAILED
    if told.is_protected:
        return Outcome.BLOCKED
    return Outcome.FOUND if answer.cases else Outcome.NOT_FOUND
