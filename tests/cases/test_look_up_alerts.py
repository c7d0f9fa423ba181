from datetime import timedelta

import pytest

from cases import look_up_alerts
from cases.case_register import RegisterAnswer
from cases.models import LookUpAlert
from contactcenter.accounts.roles import Role
from contactcenter.audit import pseudonyms
from contactcenter.personal_numbers import PersonalNumber, neighbours
from tests.cases.look_ups import WITH_TWO_DECISIONS, Told, log, look_up, made_sure
from tests.factories import MONDAY_NINE, ContactFactory, UserFactory

pytestmark = pytest.mark.django_db

NOBODY = Told(RegisterAnswer())
A_MINUTE = timedelta(minutes=1)


def rules() -> list[str]:
    return list(LookUpAlert.objects.values_list("rule", flat=True))


def test_an_ordinary_look_up_raises_no_alert():
    look_up(made_sure(ContactFactory()), register=NOBODY)

    assert rules() == []


def test_ones_own_number():
    own = pseudonyms.of(WITH_TWO_DECISIONS.digits, year=2026).value
    contact = ContactFactory(agent=UserFactory(roles=[Role.AGENT], own_pseudonym=own))

    look_up(made_sure(contact), register=NOBODY)

    assert rules() == ["own_number"]
    assert log()[-1].details["alerts"] == ["own_number"]


def test_the_agents_surname():
    contact = ContactFactory(agent__display_name="Eva Maria Exempelsson")

    look_up(made_sure(contact))

    assert rules() == ["same_surname"]


@pytest.mark.parametrize("beside", neighbours(WITH_TWO_DECISIONS, 2))
def test_numbers_in_a_row(beside: PersonalNumber):
    contact = ContactFactory()
    look_up(made_sure(contact), register=NOBODY)

    look_up(made_sure(contact, beside, at=MONDAY_NINE + A_MINUTE), at=MONDAY_NINE + A_MINUTE)

    assert rules() == ["sequence"]


@pytest.mark.parametrize("minutes", [60, 90])
def test_an_hour_later_they_are_no_row(minutes):
    first, second = ContactFactory(), None
    look_up(made_sure(first), register=NOBODY)
    later = MONDAY_NINE + minutes * A_MINUTE
    second = ContactFactory(agent=first.agent, touched_at=later)

    [beside, *_others] = neighbours(WITH_TWO_DECISIONS, 1)
    look_up(made_sure(second, beside, at=later), at=later, register=NOBODY)

    assert rules() == []


def test_a_contact_in_which_nobody_does_anything_is_no_conversation():
    contact = ContactFactory()
    later = MONDAY_NINE + 11 * A_MINUTE

    look_up(made_sure(contact, at=later), at=later, register=NOBODY)

    assert rules() == ["no_conversation"]


def test_a_fourth_person_in_one_contact_is_no_conversation():
    contact = ContactFactory()

    for number in ["189001019802", "189912319812", "201311122392", "201811862398"]:
        assert rules() == []
        look_up(made_sure(contact, PersonalNumber(number)), register=NOBODY)

    assert rules() == ["no_conversation"]


def test_an_alert_is_seen_by_one_team_lead():
    look_up(
        made_sure(ContactFactory()), at=MONDAY_NINE, register=Told(RegisterAnswer(has_surname=True))
    )
    alert = LookUpAlert.objects.get()
    lead = UserFactory(roles=[Role.TEAM_LEAD])
    look_up_alerts.see(alert, by=lead, at=MONDAY_NINE)

    with pytest.raises(look_up_alerts.AlreadySeen):
        look_up_alerts.see(alert, by=UserFactory(), at=MONDAY_NINE)

    alert.refresh_from_db()
    assert alert.seen_by == lead
    assert [event.action for event in log("look_up.")] == ["look_up.alert_seen"]


def test_nobody_sees_the_alerts_about_themselves():
    contact = ContactFactory()
    look_up(made_sure(contact), register=Told(RegisterAnswer(has_surname=True)))

    assert not look_up_alerts.shown_to(contact.agent).exists()
    assert look_up_alerts.shown_to(UserFactory()).count() == 1
