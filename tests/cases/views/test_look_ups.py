import re
from datetime import timedelta

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cases import contacts, e_identification, look_up_limits
from cases.models import Contact, IdentityCheck, LookUp, LookUpRelease
from contactcenter.accounts.roles import Role
from tests.cases.look_ups import (
    EVERY_FIELD,
    PROTECTED,
    UNKNOWN,
    WITH_TWO_DECISIONS,
    agreed,
    log,
)
from tests.factories import ContactFactory, OutcomeFactory, PhoneLineFactory, UserFactory

pytestmark = pytest.mark.django_db

WITH_HTMX = {"HX-Request": "true"}
A_POLL = WITH_HTMX | {"Poll": "true"}


@pytest.fixture
def contact() -> Contact:
    """A call in training: the register is one of invented people, everything else is as ever."""
    return ContactFactory(
        agent=UserFactory(roles=[Role.AGENT], language="en"),
        is_training=True,
        touched_at=timezone.now(),
    )


@pytest.fixture
def desk(client: Client, contact: Contact) -> Client:
    client.force_login(contact.agent)
    return client


def post(desk: Client, contact: Contact, part: str, **data: str) -> HttpResponse:
    return desk.post(f"/desk/contacts/{contact.pk}/look-up/{part}/", data, headers=WITH_HTMX)


def begin(
    desk: Client, contact: Contact, number: str = WITH_TWO_DECISIONS.digits, method="call_back"
) -> HttpResponse:
    return post(desk, contact, "identity", number=number, method=method)


def sealed_in(response: HttpResponse) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def made_sure(desk: Client, contact: Contact, number: str = WITH_TWO_DECISIONS.digits) -> str:
    sealed = sealed_in(begin(desk, contact, number))
    return sealed_in(post(desk, contact, "identity/confirm", sealed=sealed))


def looked_up(
    desk: Client, contact: Contact, number: str = WITH_TWO_DECISIONS.digits
) -> HttpResponse:
    sealed = made_sure(desk, contact, number)
    return post(desk, contact, "answer", sealed=sealed, purpose="handler")


def test_step_by_step_to_what_may_be_read_out(desk, contact):
    agreed(*EVERY_FIELD)

    page = looked_up(desk, contact).content.decode()

    for text in ("Inga Inventeradsson", "Glasögon: avslag", "This is information, not a decision"):
        assert text in page
    assert [event.action for event in log()] == ["person.looked_up", "person.answered"]


def test_without_script_the_same_forms_are_a_page(desk, contact):
    agreed(*EVERY_FIELD)
    sealed = made_sure(desk, contact)
    address = f"/desk/contacts/{contact.pk}/look-up/"

    start = desk.get(address)
    answer = desk.post(f"{address}answer/", {"sealed": sealed, "purpose": "handler"})

    assert "<h1>" in start.content.decode()
    assert "Inga Inventeradsson" in answer.content.decode()
    assert answer["Refresh"] == f"120; url={address}"


def test_nothing_is_kept_by_any_cache(desk, contact):
    agreed(*EVERY_FIELD)

    assert looked_up(desk, contact)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("198507099814", "The last digit does not fit the others."),
        ("1985", "Write ten or twelve digits"),
        ("", "This field is required."),
    ],
)
def test_a_number_that_does_not_hold_is_refused_beside_the_field(desk, contact, number, fault):
    response = begin(desk, contact, number)

    assert response.status_code == 422
    assert fault in response.content.decode()
    assert not IdentityCheck.objects.exists()


@pytest.mark.parametrize("written", ["850709-9813", "8507099813", "19850709-9813"])
def test_a_number_is_read_as_people_write_it(desk, contact, written):
    agreed("handler")

    assert "Inga Inventeradsson" in looked_up(desk, contact, written).content.decode()


def test_the_number_stands_nowhere_but_sealed_in_the_page(desk, contact):
    agreed(*EVERY_FIELD)

    pages = [
        begin(desk, contact).content.decode(),
        looked_up(desk, contact).content.decode(),
    ]

    for page in pages:
        assert WITH_TWO_DECISIONS.digits not in page
        assert WITH_TWO_DECISIONS.digits[2:] not in page


def test_unknown_and_protected_get_the_same_page(desk, contact):
    agreed(*EVERY_FIELD)
    PhoneLineFactory(unit__kind="contact_centre", unit__district=None)

    unknown, protected = (
        looked_up(desk, contact, number.digits).content.decode() for number in (UNKNOWN, PROTECTED)
    )

    assert unknown == protected
    assert "08-465 004 00" in unknown
    assert "Do not say whether the person is known to us." in unknown


def test_the_way_on_is_the_line_of_the_district_that_was_spoken_of(desk, contact):
    line = PhoneLineFactory(number="08-465 004 01", dial="+46846500401")
    contact.questions.create(number=1, district=line.unit.district)

    assert "08-465 004 01" in looked_up(desk, contact, UNKNOWN.digits).content.decode()


def test_a_seal_is_no_use_in_another_contact(desk, contact):
    other = ContactFactory(agent=contact.agent, is_training=True)
    sealed = made_sure(desk, contact)

    response = post(desk, other, "answer", sealed=sealed, purpose="handler")

    assert response.status_code == 422
    assert "The identity step does not hold any more." in response.content.decode()
    assert log() == []


@pytest.mark.parametrize("sealed", ["", "gAAAAA", "\x00", "å" * 10])
def test_what_is_no_seal_opens_nothing(desk, contact, sealed):
    assert post(desk, contact, "answer", sealed=sealed, purpose="handler").status_code == 422


def test_another_agent_does_not_find_the_contact(client, contact):
    client.force_login(UserFactory(roles=[Role.AGENT]))

    assert client.get(f"/desk/contacts/{contact.pk}/look-up/").status_code == 404


def test_a_closed_contact_takes_no_look_up(desk, contact):
    contact.questions.create(number=1, outcome=OutcomeFactory())
    sealed = made_sure(desk, contact)
    contacts.close(contact, agent=contact.agent, at=contact.opened_at + timedelta(hours=1))

    response = post(desk, contact, "answer", sealed=sealed, purpose="handler")

    assert response.status_code == 409
    assert "The contact is closed." in response.content.decode()


def test_bankid_is_waited_for_and_then_goes_on_by_itself(desk, contact, monkeypatch):
    monkeypatch.setattr(e_identification.SimulatedPartner, "SECONDS", 60)
    waiting = begin(desk, contact, method="bankid")
    sealed = sealed_in(waiting)
    address = f"/desk/contacts/{contact.pk}/look-up/identity/partner/"

    still = desk.post(address, {"sealed": sealed}, headers=A_POLL)
    monkeypatch.setattr(e_identification.SimulatedPartner, "SECONDS", 0)
    done = desk.post(address, {"sealed": sealed}, headers=A_POLL)

    assert "open their BankID" in waiting.content.decode()
    assert still.status_code == 204
    assert "What for" in done.content.decode()


def test_the_agents_word_does_not_stand_in_for_bankid(desk, contact):
    sealed = sealed_in(begin(desk, contact, method="bankid"))

    assert post(desk, contact, "identity/confirm", sealed=sealed).status_code == 422


def test_in_person_is_for_visits(desk, contact):
    assert begin(desk, contact, method="in_person").status_code == 422

    Contact.objects.update(channel=Contact.Channel.VISIT)
    assert begin(desk, contact, method="in_person").status_code == 200


def test_giving_up_ends_the_step(desk, contact):
    sealed = sealed_in(begin(desk, contact))

    post(desk, contact, "identity/give-up", sealed=sealed)

    assert post(desk, contact, "identity/confirm", sealed=sealed).status_code == 422
    assert [event.action for event in log("identity.")] == ["identity.begun", "identity.failed"]


def test_at_the_limit_a_team_lead_is_asked_and_the_agent_sees_what_came_of_it(
    desk, contact, settings
):
    settings.LOOK_UPS_AN_HOUR = 1
    looked_up(desk, contact)

    refused = looked_up(desk, contact)

    assert refused.status_code == 429
    assert "A team lead has been asked" in refused.content.decode()
    assert LookUp.objects.count() == 1

    release = LookUpRelease.objects.get()
    look_up_limits.refuse(release, reason="Let us talk", by=UserFactory(), at=timezone.now())
    again = post(desk, contact, "answer", sealed=sealed_in(refused), purpose="handler")

    assert "Let us talk" in again.content.decode()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_cannot_be_written_in_the_log_is_not_shown_and_the_page_says_so(desk, contact):
    agreed(*EVERY_FIELD)
    sealed = made_sure(desk, contact)
    with connections["owner"].cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_auditevent FROM contactcenter_app")

        response = post(desk, contact, "answer", sealed=sealed, purpose="handler")
        cursor.execute("GRANT INSERT ON audit_auditevent TO contactcenter_app")

    page = response.content.decode()
    assert "could not be written in the log, so nothing is shown" in page
    assert "Inga Inventeradsson" not in page


@pytest.mark.parametrize(("count", "status"), [(0, 200), (1, 302), (2, 200)])
def test_the_plain_page_leads_to_the_right_contact(desk, contact, count, status):
    Contact.objects.all().delete()
    for _number in range(count):
        ContactFactory(agent=contact.agent)

    assert desk.get("/desk/look-up/").status_code == status


def test_beside_a_contact_the_panel_begins_with_the_identity(desk, contact):
    contact.questions.create(number=1)

    page = desk.get(f"/desk/contacts/{contact.pk}/?panel=handler").content.decode()

    assert "Personal number or coordination number" in page


def test_beside_a_colleagues_contact_nobody_is_looked_up(client, contact):
    contact.questions.create(number=1)
    client.force_login(UserFactory(roles=[Role.AGENT], language="en"))

    page = client.get(f"/desk/contacts/{contact.pk}/?panel=handler").content.decode()

    assert "Only the agent whose contact it is can look somebody up here." in page
    assert "Personal number or coordination number" not in page
