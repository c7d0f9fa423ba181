import pytest
from django.urls import reverse

from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

PROFILE = "/accounts/profile/"
FORM = {"display_name": "Amira L", "language": "en", "spoken_languages": ["ar", "so"]}


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return person


def test_people_change_what_is_theirs(client, signed_in):
    response = client.post(PROFILE, FORM | {"keyboard_shortcuts": "on"})

    signed_in.refresh_from_db()
    assert response.headers["Location"] == PROFILE
    assert (signed_in.display_name, signed_in.language) == ("Amira L", "en")
    assert signed_in.spoken_languages == ["ar", "so"]
    assert signed_in.keyboard_shortcuts


def test_nobody_gives_themselves_a_role(client, signed_in):
    client.post(PROFILE, FORM | {"roles": ["administrator"], "email": "boss@example.org"})

    signed_in.refresh_from_db()
    assert (signed_in.roles, signed_in.email) == ([], "amira@example.org")


def test_a_language_without_staff_pages_is_refused(client, signed_in):
    response = client.post(PROFILE, FORM | {"language": "ti"})

    assert response.status_code == 422
    assert response.context["form"].errors["language"]


@pytest.mark.parametrize(
    ("language", "direction"), [("sv", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("ti", "ltr")]
)
def test_staff_pages_follow_the_persons_language(client, signed_in, language, direction):
    signed_in.language = language
    signed_in.save()

    response = client.get(PROFILE, headers={"Accept-Language": "en"})

    shown = "sv" if language == "ti" else language
    assert response.headers["Content-Language"] == shown
    assert f'<html lang="{shown}" dir="{direction}">' in response.content.decode()


@pytest.mark.parametrize(
    ("wanted", "shown"), [("en-GB", "en"), ("sv", "sv"), ("fi", "sv"), ("", "sv")]
)
def test_the_sign_in_page_follows_the_browser(client, wanted, shown):
    response = client.get(reverse("account_login"), headers={"Accept-Language": wanted})

    assert response.headers["Content-Language"] == shown


def test_where_others_sign_people_in_the_profile_offers_no_password(client, signed_in, settings):
    here = client.get(PROFILE).content.decode()
    settings.SIGN_IN = "oidc"
    elsewhere = client.get(PROFILE).content.decode()

    assert reverse("account_change_password") in here
    assert reverse("account_change_password") not in elsewhere


def test_the_present_password_is_needed_for_a_new_one(client, signed_in):
    new = "eleven green umbrellas"

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": "wrong password here", "password1": new, "password2": new},
    )

    signed_in.refresh_from_db()
    assert response.context["form"].errors["oldpassword"]
    assert signed_in.check_password(PASSWORD)
