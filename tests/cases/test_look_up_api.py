from typing import Any

import pytest
from django.test import Client

from cases.models import Contact
from contactcenter.accounts.roles import Role
from tests.cases.look_ups import EVERY_FIELD, PROTECTED, UNKNOWN, WITH_TWO_DECISIONS, agreed, log
from tests.factories import ContactFactory, PhoneLineFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Contact:
    agent = UserFactory(roles=[Role.AGENT], language="en")
    return ContactFactory(agent=agent, is_training=True)


@pytest.fixture
def api(client: Client, contact: Contact) -> Client:
    client.force_login(contact.agent)
    return client


def post(api: Client, contact: Contact, part: str, **data: str) -> Any:
    return api.post(f"/api/v1/contacts/{contact.pk}/{part}/", data, content_type="application/json")


def made_sure(api: Client, contact: Contact, number: str = WITH_TWO_DECISIONS.digits) -> str:
    begun = post(api, contact, "identity", number=number, method="call_back")
    assert begun.status_code == 201
    return post(api, contact, "identity/confirm", sealed=begun.json()["sealed"]).json()["sealed"]


def looked_up(api: Client, contact: Contact, number: str = WITH_TWO_DECISIONS.digits) -> Any:
    sealed = made_sure(api, contact, number)
    return post(api, contact, "look-ups", sealed=sealed, purpose="handler")


def test_a_program_takes_the_same_steps(api, contact):
    agreement = agreed(*EVERY_FIELD)
    unit = UnitFactory(slug="jarva-income-support", district=agreement.district)
    PhoneLineFactory(unit=unit)

    answer = looked_up(api, contact).json()

    [case] = answer["cases"]
    assert set(answer) == {"register_answered", "cases", "manual_routes"}
    assert set(case) == {"service", "fields_agreed", "handler", "decisions", "payout_date"}
    assert set(case["handler"]) == {"name", "unit", "lines"}
    assert case["handler"]["name"] == "Inga Inventeradsson"
    assert [event.action for event in log()] == ["person.looked_up", "person.answered"]


def test_what_the_agreement_does_not_name_stays_out(api, contact):
    agreed("payout_date")

    [case] = looked_up(api, contact).json()["cases"]

    assert (case["handler"], case["decisions"]) == (None, [])
    assert case["fields_agreed"] == ["payout_date"]


def test_unknown_and_protected_get_the_same_answer(api, contact):
    agreed(*EVERY_FIELD)

    unknown, protected = (
        looked_up(api, contact, number.digits).json() for number in (UNKNOWN, PROTECTED)
    )

    assert unknown == protected == {"register_answered": True, "cases": [], "manual_routes": []}


def test_a_look_up_without_a_confirmed_identity_is_refused(api, contact):
    begun = post(api, contact, "identity", number=WITH_TWO_DECISIONS.digits, method="call_back")

    refused = post(api, contact, "look-ups", sealed=begun.json()["sealed"], purpose="handler")

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("It was not made sure who it is.")
    assert log() == []


@pytest.mark.parametrize(
    ("part", "data", "status"),
    [
        ("identity", {"number": "850709-9814", "method": "call_back"}, 400),
        ("identity", {"number": "850709-9813", "method": "in_person"}, 422),
        ("identity", {"method": "call_back"}, 400),
        ("identity/partner", {"sealed": "forged"}, 422),
        ("look-ups", {"sealed": "forged", "purpose": "handler"}, 422),
        ("look-ups", {"sealed": "forged", "purpose": "curiosity"}, 400),
    ],
)
def test_what_does_not_hold_is_refused(api, contact, part, data, status):
    assert post(api, contact, part, **data).status_code == status


def test_bankid_is_asked_for_until_it_is_confirmed(api, contact):
    begun = post(api, contact, "identity", number=WITH_TWO_DECISIONS.digits, method="bankid")

    standing = post(api, contact, "identity/partner", sealed=begun.json()["sealed"]).json()

    assert (standing["method"], standing["is_confirmed"]) == ("bankid", False)


def test_a_closed_contact_takes_no_identity_step(api, contact):
    Contact.objects.update(closed_at=contact.opened_at)

    refused = post(api, contact, "identity", number=UNKNOWN.digits, method="call_back")

    assert refused.status_code == 409


def test_at_the_limit_the_program_is_told_to_wait(api, contact, settings):
    settings.LOOK_UPS_AN_HOUR = 0

    assert looked_up(api, contact).status_code == 429


def test_another_agents_contact_does_not_exist(api):
    assert post(api, ContactFactory(), "look-ups", sealed="", purpose="").status_code == 404
