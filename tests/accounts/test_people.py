from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from contactcenter.accounts import people, sample
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests.accounts.codes import give_second_factor, has_second_factor
from tests.factories import UserFactory

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def administrator(**fields) -> User:
    return UserFactory(roles=[Role.ADMINISTRATOR], **fields)


def change(person: User, roles: list[str], by: User) -> None:
    people.change(
        person, display_name=person.display_name, language="sv", roles=roles, by=by, at=MONDAY_NINE
    )


@pytest.mark.django_db
def test_roles_are_given_and_both_states_recorded():
    boss, person = administrator(), UserFactory(roles=[Role.AGENT])

    change(person, [Role.TEAM_LEAD, Role.AGENT], by=boss)

    person.refresh_from_db()
    event = AuditEvent.objects.get()
    assert person.roles == ["agent", "team_lead"]
    assert (event.action, event.actor_id, event.subject_id) == (
        "person.changed",
        boss.pk,
        str(person.pk),
    )
    assert event.details == {"roles_before": ["agent"], "roles_after": ["agent", "team_lead"]}


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"is_active": False}, {"invited_at": MONDAY_NINE}, None])
def test_the_last_administrator_who_can_sign_in_stays(other):
    boss = administrator()
    if other:
        administrator(**other)

    with pytest.raises(people.LastAdministrator):
        change(boss, [Role.AGENT], by=boss)
    with pytest.raises(people.LastAdministrator):
        people.disable(boss, reason="left", by=UserFactory(), at=MONDAY_NINE)

    boss.refresh_from_db()
    assert (boss.roles, boss.is_active) == (["administrator"], True)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_with_another_administrator_one_may_step_down():
    boss, _other = administrator(), administrator()

    change(boss, [], by=boss)

    assert User.objects.administrators().count() == 1


@pytest.mark.django_db
def test_nobody_shuts_themselves_out():
    boss, _other = administrator(), administrator()

    with pytest.raises(people.Oneself):
        people.disable(boss, reason="tired", by=boss, at=MONDAY_NINE)
    with pytest.raises(people.Oneself):
        people.reset_second_factor(boss, reason="lost", by=boss, at=MONDAY_NINE)


@pytest.mark.django_db
def test_a_second_factor_is_reset_with_a_reason():
    boss, person = administrator(), UserFactory()
    give_second_factor(person)

    people.reset_second_factor(person, reason="new phone", by=boss, at=MONDAY_NINE)

    event = AuditEvent.objects.get()
    assert not has_second_factor(person)
    assert (event.action, event.purpose) == ("person.second_factor_reset", "new phone")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_disable_each_other_do_not_both_succeed():
    first, second = administrator(), administrator()
    start, outcomes = Barrier(2), []

    def disable(person: User, by: User) -> None:
        start.wait()
        try:
            people.disable(person, reason="quarrel", by=by, at=MONDAY_NINE)
            outcomes.append("disabled")
        except people.LastAdministrator:
            outcomes.append("refused")
        connection.close()

    threads = [Thread(target=disable, args=pair) for pair in [(first, second), (second, first)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["disabled", "refused"]
    assert User.objects.administrators().in_state(User.State.ACTIVE).count() == 1


@pytest.mark.django_db
def test_the_database_keeps_one_person_per_e_mail_in_lower_case():
    UserFactory(email="eva@example.org")

    for twin in ["eva@example.org", "Eva@example.org"]:
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory(email=twin)


@pytest.mark.django_db
def test_names_are_sorted_as_in_sweden():
    for name in ["Örjan", "Zara", "Åsa", "Ärla", "åke", "Amira"]:
        UserFactory(display_name=name)

    found = User.objects.with_name_key().order_by("name_key")

    assert [person.display_name for person in found] == [
        "Amira",
        "Zara",
        "åke",
        "Åsa",
        "Ärla",
        "Örjan",
    ]


@pytest.mark.django_db
def test_the_sample_citys_people_are_made_once():
    assert sample.create_people() == len(sample.PEOPLE)
    User.objects.filter(email="agent@example.org").update(display_name="Changed")
    assert sample.create_people() == 0

    assert User.objects.get(email="agent@example.org").display_name == "Changed"
    assert User.objects.get(email="lead@example.org").roles == ["agent", "team_lead"]


@pytest.mark.django_db
def test_a_real_city_never_gets_the_samples_people(settings):
    settings.SAMPLE_CITY = False

    with pytest.raises(sample.NotASampleCity):
        sample.create_people()
    assert not User.objects.exists()


def test_nobody_can_choose_the_samples_password():
    assert len(sample.PASSWORD) < 12
