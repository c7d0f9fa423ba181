from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from time import process_time

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from cases import handlers, identity
from cases.case_register import RegisterAnswer, RegisterUnavailable
from cases.handlers import Answer
from cases.models import LookUp
from contactcenter.audit.models import AuditEvent
from contactcenter.personal_numbers import PersonalNumber
from districts.models import PhoneLine
from tests.cases.look_ups import (
    EVERY_FIELD,
    IN_TWO_DISTRICTS,
    PROTECTED,
    REGISTER,
    UNKNOWN,
    WITH_ONE_DECISION,
    WITHOUT_HANDLER,
    Told,
    agreed,
    log,
    look_up,
    made_sure,
)
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    PhoneLineFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

Purpose = LookUp.Purpose


class Silent:
    """A register that is down."""

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        raise RegisterUnavailable


def test_the_agent_gets_to_know_what_the_agreement_names():
    agreement = agreed(*EVERY_FIELD)
    unit = UnitFactory(slug="jarva-income-support", district=agreement.district)
    PhoneLineFactory(unit=unit, mode=PhoneLine.Mode.ALWAYS)

    [case] = look_up(made_sure(ContactFactory())).cases

    assert case.service == "Income support"
    assert case.handler.name == "Inga Inventeradsson"
    assert case.handler.unit.unit == unit
    assert [line.is_open for line in case.handler.unit.lines] == [True]
    assert [decision.on for decision in case.decisions] == [date(2026, 11, 12), date(2026, 10, 21)]
    assert case.payout_date == date(2026, 11, 27)


@pytest.mark.parametrize("field", EVERY_FIELD)
def test_what_the_agreement_does_not_name_is_left_out(field):
    agreed(field)

    [case] = look_up(made_sure(ContactFactory())).cases

    told = {"handler": case.handler, "decision": case.decisions, "payout_date": case.payout_date}
    assert [name for name, value in told.items() if value] == [field]


def test_each_district_has_its_own_agreement():
    agreed("handler", district="jarva")
    agreed("decision", district="skarholmen")

    first, second = look_up(made_sure(ContactFactory(), IN_TWO_DISTRICTS)).cases

    assert (first.handler.name, first.decisions) == ("Inga Inventeradsson", ())
    assert (second.handler, len(second.decisions)) == (None, 1)


def test_nobody_has_been_named_yet():
    agreed("handler", district="skarholmen")

    [case] = look_up(made_sure(ContactFactory(), WITHOUT_HANDLER)).cases

    assert (case.fields, case.handler) == (("handler",), None)


def test_a_closed_unit_is_reached_where_it_went():
    agreed("handler")
    line = PhoneLineFactory()
    UnitFactory(slug="jarva-income-support", closed_on=MONDAY_NINE.date(), successor=line.unit)

    [case] = look_up(made_sure(ContactFactory())).cases

    assert [shown.line for shown in case.handler.unit.lines] == [line]


def test_what_is_done_leaves_two_events():
    agreed("handler")
    contact = ContactFactory()
    who = made_sure(contact)

    look_up(who, purpose=Purpose.PAYOUT)

    looked_up, answered = log()
    for event in (looked_up, answered):
        assert (event.subject_kind, event.subject_id) == ("person", who.pseudonym.value)
        assert (event.purpose, event.contact_id) == ("payout", contact.pk)
        assert event.actor_id == contact.agent_id
    assert (looked_up.action, answered.action) == ("person.looked_up", "person.answered")
    assert answered.details == {"outcome": "found", "alerts": []}
    assert LookUp.objects.get().outcome == "found"


@pytest.mark.parametrize(("number", "outcome"), [(UNKNOWN, "not_found"), (PROTECTED, "blocked")])
def test_unknown_and_protected_look_alike_and_are_told_apart_in_the_log(number, outcome):
    agreed(*EVERY_FIELD)

    answer = look_up(made_sure(ContactFactory(), number))

    assert answer == Answer(cases=(), register_answered=True)
    assert [event.details.get("outcome") for event in log()] == [None, outcome]
    assert LookUp.objects.get().outcome == outcome


@pytest.mark.parametrize("fields", [None, []])
def test_somebody_about_whom_nothing_may_be_read_out_looks_unknown(fields):
    if fields is not None:
        agreed(*fields)

    answer = look_up(made_sure(ContactFactory()))

    assert answer == Answer(cases=(), register_answered=True)
    assert LookUp.objects.get().outcome == "not_found"


def test_an_agreement_that_does_not_hold_yet_opens_nothing():
    agreement = agreed("handler")
    agreement.valid_from = MONDAY_NINE.date() + timedelta(days=1)
    agreement.save()

    assert look_up(made_sure(ContactFactory())).cases == ()


def test_protected_people_are_blocked_whatever_else_a_register_says():
    agreed(*EVERY_FIELD)
    told = REGISTER.ask(WITH_ONE_DECISION, surname="")

    answer = look_up(made_sure(ContactFactory()), register=Told(replace(told, is_protected=True)))

    assert answer == Answer()


def test_a_register_that_is_down_is_said_to_be_down():
    answer = look_up(made_sure(ContactFactory()), register=Silent())

    assert answer == Answer(register_answered=False)
    assert [event.details.get("outcome") for event in log()] == [None, "failed"]


@pytest.mark.parametrize("minutes", [0, 9])
def test_identity_holds_for_ten_minutes(minutes):
    agreed("handler")
    who = made_sure(ContactFactory())

    assert look_up(who, at=MONDAY_NINE + timedelta(minutes=minutes)).cases != ()


def test_after_ten_minutes_identity_holds_no_longer():
    who = made_sure(ContactFactory())

    with pytest.raises(identity.NotValid):
        look_up(who, at=MONDAY_NINE + timedelta(minutes=10))

    assert log() == []


def test_several_look_ups_of_one_person_leave_two_events_each():
    agreed("handler")
    who = made_sure(ContactFactory())

    for _time in range(3):
        look_up(who)

    assert [event.action for event in log()] == ["person.looked_up", "person.answered"] * 3


def test_unknown_and_protected_take_equally_long():
    """In turn, by what this process itself does: a busy machine slows either. And as much is asked of the database."""
    agreed(*EVERY_FIELD)
    contact = ContactFactory()
    unknown, protected = (made_sure(contact, number) for number in (UNKNOWN, PROTECTED))
    taken: dict[identity.Identity, list[float]] = {unknown: [], protected: []}
    asked: dict[identity.Identity, set[int]] = {unknown: set(), protected: set()}

    for turn in range(60):
        for who in (unknown, protected) if turn % 2 else (protected, unknown):
            LookUp.objects.all().delete()  # neither limit nor row of numbers
            began = process_time()
            with CaptureQueriesContext(connections["default"]) as queries:
                look_up(who, at=MONDAY_NINE + timedelta(seconds=turn))
            taken[who].append(process_time() - began)
            asked[who].add(len(queries))

    assert abs(median(taken[protected]) - median(taken[unknown])) < 0.005
    assert asked[protected] == asked[unknown]


class Unwritable:
    """As the owner: no event can be written any more, from now or from the moment that the register is asked."""

    def __init__(self) -> None:
        self.was_asked = False

    def forbid(self) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("REVOKE INSERT ON audit_auditevent FROM contactcenter_app")

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        self.was_asked = True
        self.forbid()
        return REGISTER.ask(number, surname=surname)


@pytest.fixture
def unwritable(transactional_db):
    yield Unwritable()
    with connections["owner"].cursor() as cursor:
        cursor.execute("GRANT INSERT ON audit_auditevent TO contactcenter_app")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_cannot_be_written_down_is_not_asked(unwritable):
    agreed("handler")
    who = made_sure(ContactFactory())
    unwritable.forbid()

    with pytest.raises(handlers.NotRecorded):
        look_up(who, register=unwritable)

    assert not unwritable.was_asked
    assert not LookUp.objects.exists()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_answer_that_cannot_be_written_down_is_not_shown(unwritable):
    agreed("handler")
    who = made_sure(ContactFactory())

    with pytest.raises(handlers.NotRecorded):
        look_up(who, register=unwritable)

    assert [event.action for event in AuditEvent.objects.of_kind("person.")] == ["person.looked_up"]
    assert LookUp.objects.get().outcome == ""
