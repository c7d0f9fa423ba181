"""How somebody may be reached is kept for a purpose, cannot be read in the database, and goes with one click."""

import pytest
from django.db import connection
from django.utils.translation import override
from phonenumber_field.phonenumber import PhoneNumber

from cases import contacts, safe_contact
from cases.models import Contact, SafeContact
from contactcenter.audit.models import AuditEvent
from contactcenter.phone_numbers import fingerprint
from tests.factories import MONDAY_NINE, ContactFactory

NUMBER = "070-174 06 05"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def contact():
    return ContactFactory()


def keep(contact, number=NUMBER, *, revision=0, pass_phrase="", **facts) -> None:
    safe_contact.keep(
        contact,
        number=PhoneNumber.from_string(number, region="SE") if number else None,
        pass_phrase=pass_phrase,
        revision=revision,
        agent=contact.agent,
        at=MONDAY_NINE,
        **{"purpose": SafeContact.Purpose.CALL_BACK, **facts},
    )


def remove(contact) -> None:
    safe_contact.remove(contact, agent=contact.agent, at=MONDAY_NINE)


def test_nothing_is_kept_unless_somebody_writes_it(contact):
    assert safe_contact.of(contact) is None


def test_what_was_kept_can_be_read_again(contact):
    keep(contact, pass_phrase="röda tornet", do_not_ring=True)

    kept = safe_contact.of(contact)
    assert (kept.number, kept.dial, kept.pass_phrase) == (NUMBER, "+46701740605", "röda tornet")


def test_in_the_database_it_cannot_be_read(contact):
    keep(contact, pass_phrase="röda tornet")

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(cases_safecontact)::text FROM cases_safecontact")
        [(row,)] = cursor.fetchall()
    assert "1740605" not in row
    assert "174 06 05" not in row
    assert "tornet" not in row


@pytest.mark.parametrize("written", ["0701740605", "+46 70 174 06 05", "0046701740605"])
def test_the_same_number_has_the_same_mark_however_it_is_written(written):
    numbers = [PhoneNumber.from_string(each, region="SE") for each in (NUMBER, written)]

    assert len({fingerprint(number) for number in numbers}) == 1


def test_the_mark_needs_the_key(settings):
    number = PhoneNumber.from_string(NUMBER, region="SE")
    ours = fingerprint(number)

    settings.AUDIT_KEY = "x" * 40

    assert fingerprint(number) != ours


@pytest.mark.parametrize(
    ("given", "shown", "dial"),
    [
        ("0701740605", "070-174 06 05", "+46701740605"),
        ("+46 8 465 00 400", "08-465 004 00", "+46846500400"),
        ("+49 30 90 18 20", "+49 30 90 18 20", "+4930901820"),
    ],
)
def test_a_swedish_number_is_shown_as_here_and_a_foreign_one_as_it_was_given(
    contact, given, shown, dial
):
    keep(contact, given)

    kept = safe_contact.of(contact)
    assert (kept.number, kept.dial) == (shown, dial)


def test_the_wishes_are_whole_sentences_the_most_dangerous_first(contact):
    keep(contact, do_not_ring=True, no_message=True, do_not_say_who=True)

    assert safe_contact.of(contact).wishes == [
        "Do not ring.",
        "Do not say who is calling.",
        "Leave no message.",
    ]


def test_without_wishes_nothing_is_said(contact):
    keep(contact)

    assert safe_contact.of(contact).wishes == []


@pytest.mark.parametrize(
    ("caller", "is_for_another"),
    [
        ("self", False),
        ("child", False),
        ("relative", True),
        ("professional", True),
        ("other", True),
    ],
)
def test_whose_consent_matters(contact, caller, is_for_another):
    keep(contact, caller=caller)

    assert safe_contact.of(contact).is_for_another == is_for_another


def test_what_is_written_later_takes_its_place(contact):
    keep(contact, do_not_ring=True)

    keep(contact, number="", revision=1, do_not_ring=False, no_message=True)

    kept = safe_contact.of(contact)
    assert (kept.number, kept.stored.number_hash) == ("", "")
    assert (kept.stored.do_not_ring, kept.stored.no_message) == (False, True)


@pytest.mark.parametrize("revision", [0, 2])
def test_who_did_not_see_what_stands_there_overwrites_nothing(contact, revision):
    keep(contact)

    with pytest.raises(safe_contact.Outdated):
        keep(contact, number="", revision=revision, do_not_ring=True)

    assert safe_contact.of(contact).number == NUMBER


def test_who_saw_what_is_gone_brings_nothing_back_unasked(contact):
    keep(contact)
    remove(contact)

    with pytest.raises(safe_contact.Outdated):
        keep(contact, revision=1)


def test_nothing_is_kept_for_a_closed_contact(contact):
    Contact.objects.filter(pk=contact.pk).update(closed_at=MONDAY_NINE)

    with pytest.raises(contacts.Closed):
        keep(contact)


@pytest.mark.parametrize("closed_at", [None, MONDAY_NINE])
def test_it_goes_with_one_click_also_when_the_contact_is_closed(contact, closed_at):
    keep(contact)
    Contact.objects.filter(pk=contact.pk).update(closed_at=closed_at)

    remove(contact)
    remove(contact)

    assert not SafeContact.objects.exists()
    assert actions() == ["contact.safe_contact_kept", "contact.safe_contact_removed"]


def test_the_trail_keeps_what_it_is_for_and_nothing_of_what_it_is(contact):
    keep(contact, pass_phrase="röda tornet", relation="mamma", purpose="safety")

    event = AuditEvent.objects.get()
    assert (event.contact_id, event.purpose, event.details) == (contact.pk, "safety", {})


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("position").values_list("action", flat=True))
