"""A look-up step by step, for tests: who is registered, an identity that was made sure, and what was written in the log."""

from dataclasses import dataclass
from datetime import datetime

from cases import handlers, identity
from cases.case_register import CaseRegister, RegisterAnswer
from cases.case_register.invented import InventedRegister
from cases.handlers import Answer
from cases.identity import Identity, Method
from cases.models import Contact, LookUp
from contactcenter.audit.models import AuditEvent
from contactcenter.personal_numbers import PersonalNumber
from districts.models import Agreement
from tests.factories import MONDAY_NINE, AgreementFactory, DistrictFactory

# Of cases/case_register/people.json: official test numbers.
WITH_TWO_DECISIONS = PersonalNumber("198507099813")
WITH_ONE_DECISION = PersonalNumber("198507099805")
PROTECTED = PersonalNumber("189912319812")
IN_TWO_DISTRICTS = PersonalNumber("189912309805")
WITHOUT_HANDLER = PersonalNumber("196411139808")
UNKNOWN = PersonalNumber("201312312398")

EVERY_FIELD = [Agreement.Field.HANDLER, Agreement.Field.DECISION, Agreement.Field.PAYOUT_DATE]
REGISTER = InventedRegister(MONDAY_NINE.date())


@dataclass
class Told:
    """A register that answers the same about everybody, and counts how often it was asked."""

    answer: RegisterAnswer
    times_asked: int = 0

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        self.times_asked += 1
        return self.answer


def agreed(*fields: str, district: str = "jarva") -> Agreement:
    """The district's agreement about income support: what an agent may read out."""
    return AgreementFactory(district=DistrictFactory(slug=district), readable_fields=list(fields))


def made_sure(
    contact: Contact, number: PersonalNumber = WITH_TWO_DECISIONS, *, at: datetime = MONDAY_NINE
) -> Identity:
    """The agent rang back, and it was the person."""
    who = identity.begin(number, Method.CALL_BACK, contact=contact, agent=contact.agent, at=at)
    identity.confirm(who, at=at)
    return who


def look_up(
    who: Identity,
    *,
    at: datetime = MONDAY_NINE,
    purpose: LookUp.Purpose = LookUp.Purpose.HANDLER,
    register: CaseRegister = REGISTER,
) -> Answer:
    contact = who.check.contact
    return handlers.find(
        who, contact=contact, purpose=purpose, agent=contact.agent, at=at, register=register
    )


def log(noun: str = "person.") -> list[AuditEvent]:
    return list(AuditEvent.objects.of_kind(noun).order_by("position"))
