import re
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from contactcenter.accounts import invitations
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests.factories import UserFactory

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PASSWORD = "eleven green umbrellas"
PASSWORDS = {"password1": PASSWORD, "password2": PASSWORD}


def invited(at: datetime = MONDAY_NINE) -> User:
    return invitations.invite(
        email="Eva@Example.org",
        display_name="Eva",
        language="en",
        roles=[Role.AGENT],
        by=UserFactory(),
        at=at,
    )


def token_of(person: User) -> str:
    return invitations.link(person).split("/")[-2]


def path_of(person: User) -> str:
    return reverse("accounts:invitation", args=[token_of(person)])


@pytest.mark.django_db
def test_the_link_comes_by_mail_and_opens_a_page_to_choose_a_password(
    client, sign_in, time_machine
):
    time_machine.move_to(MONDAY_NINE)
    person = invited()
    invitations.send(person)
    link = re.search(r"http://127.0.0.1:8000(\S+)", mail.outbox[0].body).group(1)

    response = client.post(link, PASSWORDS)

    assert mail.outbox[0].to == ["eva@example.org"]
    assert response.headers["Location"] == reverse("account_login")
    assert sign_in("eva@example.org", PASSWORD).headers["Location"] == "/desk/"


@pytest.mark.django_db
def test_before_it_is_accepted_nobody_signs_in(client, sign_in):
    person = invited()

    sign_in(person.email, "")
    sign_in(person.email, PASSWORD)

    assert person.state == User.State.INVITED
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_link_opens_once(client, time_machine):
    time_machine.move_to(MONDAY_NINE)
    path = path_of(invited())
    client.post(path, PASSWORDS)

    assert client.get(path).status_code == 410
    assert client.post(path, PASSWORDS).status_code == 410


@pytest.mark.django_db
def test_the_link_opens_for_a_week():
    token = token_of(invited())

    assert invitations.find(token, at=MONDAY_NINE + timedelta(days=7, seconds=-1))
    with pytest.raises(invitations.NotValid):
        invitations.find(token, at=MONDAY_NINE + timedelta(days=7))


@pytest.mark.django_db
def test_a_newer_invitation_makes_the_older_link_void():
    person = invited()
    older = token_of(person)
    later = MONDAY_NINE + timedelta(days=3)

    invitations.renew(person, by=UserFactory(), at=later)

    with pytest.raises(invitations.NotValid):
        invitations.find(older, at=later)
    assert invitations.find(token_of(person), at=later) == person


@pytest.mark.django_db
def test_whoever_has_accepted_is_not_invited_again():
    person = invited()
    invitations.accept(person, password=PASSWORD, at=MONDAY_NINE)

    with pytest.raises(invitations.NotInvited):
        invitations.renew(person, by=UserFactory(), at=MONDAY_NINE)


@pytest.mark.django_db
def test_a_disabled_person_cannot_accept():
    person = invited()
    token = token_of(person)
    User.objects.update(is_active=False)

    with pytest.raises(invitations.NotValid):
        invitations.find(token, at=MONDAY_NINE)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "WzEsIjIwMjYtMTEtMjMiXQ:1vMxyz:forged"])
def test_a_forged_link_does_not_open(client, token):
    assert client.get(reverse("accounts:invitation", args=[token])).status_code == 410


@pytest.mark.django_db
def test_a_weak_first_password_is_refused(client, time_machine):
    time_machine.move_to(MONDAY_NINE)
    weak = {"password1": "sample-city", "password2": "sample-city"}

    response = client.post(path_of(invited()), weak)

    assert response.context["form"].errors["password1"]


@pytest.mark.django_db
def test_asking_for_a_new_password_does_not_outlive_an_invitation(client, worker):
    with worker():
        client.post(reverse("account_reset_password"), {"email": invited().email})

    assert mail.outbox == []


@pytest.mark.django_db
def test_what_happens_is_recorded(actions):
    person = invited()
    invitations.accept(person, password=PASSWORD, at=MONDAY_NINE)

    assert actions() == ["person.invited", "person.accepted_invitation"]
    assert AuditEvent.objects.order_by("position")[0].details == {"roles": ["agent"]}


@pytest.mark.django_db(transaction=True)
def test_a_link_opened_twice_at_one_moment_sets_one_password():
    person = invited()
    token, start = token_of(person), Barrier(2)
    outcomes: list[str] = []

    def accept(password: str) -> None:
        found = invitations.find(token, at=MONDAY_NINE)
        start.wait()
        try:
            invitations.accept(found, password=password, at=MONDAY_NINE)
            outcomes.append(password)
        except invitations.NotValid:
            outcomes.append("refused")
        connection.close()

    threads = [Thread(target=accept, args=[f"{PASSWORD} {number}"]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = next(outcome for outcome in outcomes if outcome != "refused")
    assert sorted(outcomes) == sorted([winner, "refused"])
    person.refresh_from_db()
    assert check_password(winner, person.password)


@pytest.mark.django_db
def test_nobody_is_invited_twice():
    invited()

    with pytest.raises(invitations.AlreadyHere):
        invited()

    assert User.objects.filter(email="eva@example.org").count() == 1
    assert AuditEvent.objects.filter(action="person.invited").count() == 1


@pytest.mark.django_db
def test_a_citys_first_administrator_is_made_by_command(capsys, client):
    call_command("create_administrator", "Boss@Example.org", "Åsa")

    boss = User.objects.get()
    link = capsys.readouterr().out.strip()
    assert (boss.email, boss.roles, boss.state) == (
        "boss@example.org",
        ["administrator"],
        User.State.INVITED,
    )
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["not an address", "here@example.org"])
def test_the_command_changes_nothing_when_it_cannot(email):
    UserFactory(email="here@example.org")

    with pytest.raises(CommandError, match="Nothing changed"):
        call_command("create_administrator", email, "Åsa")

    assert User.objects.count() == 1
