from datetime import timedelta

import pytest

from cases import contacts, e_identification, identity
from cases.e_identification import Result, SimulatedPartner
from cases.identity import Method
from cases.models import Contact, IdentityCheck, SafeContact
from contactcenter.personal_numbers import PersonalNumber
from tests.cases.look_ups import WITH_TWO_DECISIONS, log, made_sure
from tests.factories import MONDAY_NINE, ContactFactory, OutcomeFactory, UserFactory

pytestmark = pytest.mark.django_db

A_MINUTE = timedelta(minutes=1)


def begin(contact: Contact, method: Method = Method.CALL_BACK, number=WITH_TWO_DECISIONS):
    return identity.begin(number, method, contact=contact, agent=contact.agent, at=MONDAY_NINE)


def unseal(sealed: str, contact: Contact, *, at=MONDAY_NINE):
    return identity.unseal(sealed, contact=contact, agent=contact.agent, at=at)


def test_beginning_and_confirming_is_written_in_the_log():
    contact = ContactFactory()

    made_sure(contact)

    begun, confirmed = log("identity.")
    assert (begun.action, confirmed.action) == ("identity.begun", "identity.confirmed")
    assert begun.subject_id == confirmed.subject_id == IdentityCheck.objects.get().subject
    assert begun.contact_id == contact.pk
    assert begun.details == {"method": "call_back"}


def test_the_number_is_kept_nowhere():
    made_sure(ContactFactory())

    kept = [*IdentityCheck.objects.values().get().values(), *map(vars, log("identity."))]
    assert WITH_TWO_DECISIONS.digits not in str(kept)


@pytest.mark.parametrize(
    ("channel", "offered"),
    [
        ("phone", ["call_back", "control_questions", "bankid"]),
        ("visit", ["in_person", "call_back", "control_questions", "bankid"]),
        ("letter", ["call_back", "control_questions", "bankid"]),
    ],
)
def test_the_ways_that_go_with_a_channel(channel, offered):
    assert identity.ways(ContactFactory(channel=channel)) == offered


def test_nobody_is_rung_back_who_must_not_be_rung():
    contact = ContactFactory()
    SafeContact.objects.create(contact=contact, purpose="danger", do_not_ring=True)

    with pytest.raises(identity.WayNotOffered):
        begin(contact)


def test_without_a_partner_there_is_no_bankid(settings):
    settings.SAMPLE_CITY = False

    assert Method.BANKID not in identity.ways(ContactFactory())
    with pytest.raises(e_identification.Unavailable):
        e_identification.partner()


def test_a_contact_is_its_agents():
    contact = ContactFactory()

    with pytest.raises(identity.ContactClosed):
        identity.begin(
            WITH_TWO_DECISIONS,
            Method.CALL_BACK,
            contact=contact,
            agent=UserFactory(),
            at=MONDAY_NINE,
        )

    assert not IdentityCheck.objects.exists()


def test_nothing_is_confirmed_in_a_closed_contact():
    contact = ContactFactory()
    contact.questions.create(number=1, outcome=OutcomeFactory())
    who = begin(contact)
    contacts.close(contact, agent=contact.agent, at=MONDAY_NINE)

    with pytest.raises(identity.ContactClosed):
        identity.confirm(who, at=MONDAY_NINE)


def test_whoever_presses_twice_confirms_once():
    who = made_sure(ContactFactory())

    identity.confirm(who, at=MONDAY_NINE + A_MINUTE)

    assert who.check.confirmed_at == MONDAY_NINE
    assert len(log("identity.")) == 2


def test_what_was_given_up_is_not_confirmed():
    who = begin(ContactFactory())
    identity.give_up(who, at=MONDAY_NINE)

    with pytest.raises(identity.NotConfirmed):
        identity.confirm(who, at=MONDAY_NINE)

    assert who.check.confirmed_at is None


def test_what_was_confirmed_is_not_given_up():
    who = made_sure(ContactFactory())

    with pytest.raises(identity.NotConfirmed):
        identity.give_up(who, at=MONDAY_NINE)

    assert who.check.failed_at is None


def test_a_seal_opens_in_its_contact():
    contact = ContactFactory()
    sealed = identity.seal(begin(contact))

    assert unseal(sealed, contact).number == WITH_TWO_DECISIONS
    assert WITH_TWO_DECISIONS.digits not in sealed


def test_a_seal_opens_nothing_for_anybody_else():
    contact = ContactFactory()
    sealed = identity.seal(begin(contact))

    for other in (ContactFactory(), ContactFactory(agent=contact.agent)):
        with pytest.raises(identity.NotValid):
            unseal(sealed, other)


@pytest.mark.parametrize(("minutes", "holds"), [(29, True), (30, False)])
def test_half_an_hour_is_enough_to_ring_back(minutes, holds):
    contact = ContactFactory()
    sealed = identity.seal(begin(contact))

    assert opens(sealed, contact, minutes) == holds


@pytest.mark.parametrize(("minutes", "holds"), [(9, True), (10, False)])
def test_once_confirmed_it_holds_for_ten_minutes(minutes, holds):
    contact = ContactFactory()
    sealed = identity.seal(made_sure(contact))

    assert opens(sealed, contact, minutes) == holds


def opens(sealed: str, contact: Contact, minutes: int) -> bool:
    try:
        unseal(sealed, contact, at=MONDAY_NINE + minutes * A_MINUTE)
    except identity.NotValid:
        return False
    return True


def test_bankid_is_confirmed_by_its_partner(monkeypatch):
    monkeypatch.setattr(SimulatedPartner, "SECONDS", 0)
    who = begin(ContactFactory(), Method.BANKID)

    assert identity.ask_partner(who, at=MONDAY_NINE) is Result.CONFIRMED
    assert who.is_confirmed
    assert identity.ask_partner(who, at=MONDAY_NINE) is Result.CONFIRMED
    assert len(log("identity.")) == 2


def test_bankid_takes_its_time():
    who = begin(ContactFactory(), Method.BANKID)

    assert identity.ask_partner(who, at=MONDAY_NINE) is Result.WAITING
    assert not who.is_confirmed


def test_a_person_may_decline(monkeypatch):
    monkeypatch.setattr(SimulatedPartner, "SECONDS", 0)
    who = begin(ContactFactory(), Method.BANKID, PersonalNumber(SimulatedPartner.DECLINES))

    assert identity.ask_partner(who, at=MONDAY_NINE) is Result.FAILED
    assert who.check.failed_at == MONDAY_NINE


def test_a_partner_that_is_down_ends_the_step(monkeypatch):
    def be_down(self: SimulatedPartner, number: PersonalNumber) -> str:
        raise e_identification.Unavailable

    monkeypatch.setattr(SimulatedPartner, "begin", be_down)

    with pytest.raises(e_identification.Unavailable):
        begin(ContactFactory(), Method.BANKID)

    assert IdentityCheck.objects.get().failed_at == MONDAY_NINE


def test_the_partners_reference_does_not_hold_the_number():
    begin(ContactFactory(), Method.BANKID)

    assert WITH_TWO_DECISIONS.digits[2:] not in IdentityCheck.objects.get().reference


def test_only_bankid_is_asked_about():
    with pytest.raises(identity.NotConfirmed):
        identity.ask_partner(made_sure(ContactFactory()), at=MONDAY_NINE)
