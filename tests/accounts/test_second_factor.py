from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from tests.accounts.codes import SECRET, code_for, give_second_factor, has_second_factor
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

AUTHENTICATE = "mfa_authenticate"


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def required(settings) -> None:
    """As in a real city."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize(
    "path", ["/people/", "/accounts/profile/", "/accounts/2fa/", "/accounts/password/change/"]
)
def test_nothing_opens_before_the_second_step_is_set_up(client, person, sign_in, required, path):
    sign_in(person.email)

    response = client.get(path)

    assert response.headers["Location"] == reverse("mfa_activate_totp")


def test_a_fragment_moves_the_page_to_setting_up(client, person, sign_in, required):
    sign_in(person.email)

    response = client.get("/accounts/profile/", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["HX-Redirect"]) == (
        401,
        reverse("mfa_activate_totp"),
    )


def test_one_may_sign_out_before_the_second_step_is_set_up(client, person, sign_in, required):
    sign_in(person.email)

    client.post(reverse("account_logout"))

    assert not signed_in(client)


def test_setting_up_opens_the_rest(client, person, sign_in, required, actions):
    sign_in(person.email)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(response.headers["Location"]).context["unused_codes"]) == 10
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert actions() == ["person.signed_in", "person.second_factor_set_up"]


def test_a_wrong_first_code_sets_nothing_up(client, person, sign_in, required):
    sign_in(person.email)
    client.get(reverse("mfa_activate_totp"))

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert response.context["form"].errors["code"]
    assert not has_second_factor(person)


def test_the_password_alone_does_not_sign_in(client, person, sign_in, required):
    give_second_factor(person)

    response = sign_in(person.email)

    assert response.headers["Location"] == reverse(AUTHENTICATE)
    assert not signed_in(client)
    assert client.get("/people/").headers["Location"].startswith(reverse("account_login"))


def test_the_code_signs_in_and_leads_back_to_where_one_was(
    client, person, sign_in, required, actions
):
    give_second_factor(person)
    sign_in(person.email, next="/accounts/profile/")

    response = client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET)})

    assert response.headers["Location"] == "/accounts/profile/"
    assert client.get("/accounts/profile/").status_code == 200
    assert actions() == ["person.signed_in"]


@pytest.mark.parametrize(
    ("steps_later", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_lives_for_a_step_before_and_after(client, person, sign_in, steps_later, opens):
    give_second_factor(person)
    sign_in(person.email)

    client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET, steps_later)})

    assert signed_in(client) is opens


@pytest.mark.parametrize("seconds", [0, 31])
def test_a_code_opens_once(client, person, sign_in, time_machine, actions, seconds):
    time_machine.move_to("2026-11-24T09:00:00+01:00", tick=False)
    give_second_factor(person)
    code = code_for(SECRET)
    sign_in(person.email)
    client.post(reverse(AUTHENTICATE), {"code": code})
    client.post(reverse("account_logout"))
    time_machine.shift(timedelta(seconds=seconds))
    sign_in(person.email)

    client.post(reverse(AUTHENTICATE), {"code": f"{code[:3]} {code[3:]}"})

    assert not signed_in(client)
    assert actions()[-1] == "person.second_factor_failed"


def test_a_recovery_code_opens_once(client, person, sign_in):
    code, *_others = give_second_factor(person)
    sign_in(person.email)
    client.post(reverse(AUTHENTICATE), {"code": code})
    assert signed_in(client)
    client.post(reverse("account_logout"))
    sign_in(person.email)

    client.post(reverse(AUTHENTICATE), {"code": code})

    assert not signed_in(client)


def test_five_wrong_codes_lock_the_second_step(client, person, sign_in):
    give_second_factor(person)
    sign_in(person.email)
    for _ in range(5):
        client.post(reverse(AUTHENTICATE), {"code": "000000"})

    client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET)})

    assert not signed_in(client)


def test_where_it_is_required_nobody_removes_it(client, person, sign_in, required):
    give_second_factor(person)
    sign_in(person.email)
    client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET)})

    client.post(reverse("mfa_deactivate_totp"))

    assert has_second_factor(person)


def test_in_the_sample_city_one_may_remove_it(client, person, sign_in, actions):
    give_second_factor(person)
    sign_in(person.email)
    client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET)})

    client.post(reverse("mfa_deactivate_totp"))

    assert not has_second_factor(person)
    assert actions()[-1] == "person.second_factor_removed"


def test_the_password_is_asked_again_when_signing_in_was_long_ago(client, person, sign_in):
    sign_in(person.email)
    session = client.session
    session["signed_in_at"] = (timezone.now() - timedelta(minutes=6)).timestamp()
    session.save()

    asked = client.get(reverse("mfa_activate_totp"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_new_recovery_codes_replace_the_old_ones(client, person, sign_in, actions):
    old = give_second_factor(person)
    sign_in(person.email)
    client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET)})

    client.post(reverse("mfa_generate_recovery_codes"))

    new = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert len(new) == 10
    assert not set(new) & set(old)
    assert actions()[-1] == "person.recovery_codes_renewed"


def test_secrets_are_not_readable_in_the_database(person):
    give_second_factor(person)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in kept


def test_keys_are_changed_without_losing_a_second_step(client, person, sign_in, settings):
    give_second_factor(person)
    settings.FIELD_KEYS = ["bmV3LWtleS1uZXcta2V5LW5ldy1rZXktbmV3LWtleS0=", *settings.FIELD_KEYS]
    sign_in(person.email)

    client.post(reverse(AUTHENTICATE), {"code": code_for(SECRET)})

    assert signed_in(client)
