import os
import subprocess
import sys

import pytest
from django.core import mail
from django.urls import reverse

from contactcenter.accounts import people, tasks
from contactcenter.accounts.notices import CHANGES
from tests.accounts.codes import code_for, give_second_factor
from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_password_is_told_by_mail(client, person, worker):
    client.force_login(person)
    form = {
        "oldpassword": PASSWORD,
        "password1": "one new password",
        "password2": "one new password",
    }

    with worker():
        client.post(reverse("account_change_password"), form)

    assert [message.to for message in mail.outbox] == [[person.email]]


def test_a_second_step_is_told_by_mail(client, person, sign_in, worker):
    sign_in(person.email)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    with worker():
        client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert [message.to for message in mail.outbox] == [[person.email]]


def test_a_reset_second_step_is_told_by_mail(person, worker):
    give_second_factor(person)

    with worker():
        people.reset_second_factor(
            person, reason="new phone", by=UserFactory(), at=person.created_at
        )

    assert [message.to for message in mail.outbox] == [[person.email]]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_change_has_words_in_the_persons_language(person, change, language):
    person.language = language
    person.save()

    tasks.tell_of_change(person.pk, change)

    assert mail.outbox[0].subject in mail.outbox[0].body


def test_without_a_broker_the_act_and_the_answer_stand():
    program = """
import django
django.setup()
from contactcenter.accounts import tasks
tasks.after_commit(tasks.send_password_link, 1)
print("answered")
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "tests.settings", "BROKER_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert run.stdout.splitlines()[-1] == "answered"
    assert "Connection refused" in run.stdout + run.stderr
