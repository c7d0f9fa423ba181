import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from contactcenter.audit.models import AuditEvent
from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def signed_in_as(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_e_mail_and_password_lead_to_the_desk(client, person, sign_in, actions):
    response = sign_in(person.email)

    assert response.headers["Location"] == "/desk/"
    assert signed_in_as(client) == str(person.pk)
    assert actions() == ["person.signed_in"]


def test_capitals_in_the_e_mail_do_not_matter(client, person, sign_in):
    sign_in("Amira@Example.ORG")

    assert signed_in_as(client) == str(person.pk)


def test_signing_in_leads_back_to_where_one_was(person, sign_in):
    response = sign_in(person.email, next="/people/?q=eva")

    assert response.headers["Location"] == "/people/?q=eva"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(person, sign_in, elsewhere):
    response = sign_in(person.email, next=elsewhere)

    assert response.headers["Location"] == "/desk/"


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(client, person, sign_in):
    wrong = sign_in(person.email, "wrong password here")
    unknown = sign_in("nobody@example.org", "wrong password here")

    def without_what_was_typed(response):
        page = response.content.decode().replace(person.email, "").replace("nobody@example.org", "")
        return re.sub(r'value="[^"]*"|hx-headers=\S+ \S+', "", page)

    assert wrong.status_code == unknown.status_code == 200
    assert without_what_was_typed(wrong) == without_what_was_typed(unknown)
    assert signed_in_as(client) == ""


def test_failures_are_recorded_without_what_was_typed(person, sign_in):
    sign_in(person.email, "wrong password here")
    sign_in("nobody@example.org", "wrong password here")

    known, unknown = AuditEvent.objects.order_by("position")
    assert (known.action, known.subject_id) == ("person.sign_in_failed", str(person.pk))
    assert (unknown.action, unknown.subject_id) == ("person.sign_in_failed", "")
    assert "nobody" not in str(unknown.__dict__)


def test_five_wrong_passwords_lock_the_name_for_everybody(person, sign_in, client, actions):
    for _ in range(5):
        sign_in(person.email, "wrong password here")

    sign_in(person.email)  # the right one now comes too late
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    sign_in(person.email)

    assert signed_in_as(client) == ""
    assert actions() == ["person.sign_in_failed"] * 5 + ["person.locked_out"] * 2


def test_a_whole_centre_signs_in_from_one_address(client, sign_in):
    for number in range(40):
        colleague = UserFactory(email=f"colleague{number}@example.org")
        colleague.set_password(PASSWORD)
        colleague.save()
        sign_in(colleague.email)
        assert signed_in_as(client) == str(colleague.pk)
        client.logout()


def test_a_disabled_person_is_told_so_after_the_right_password_only(
    client, person, sign_in, actions
):
    person.is_active = False
    person.save()

    right, wrong = sign_in(person.email), sign_in(person.email, "wrong password here")

    assert right.headers["Location"] == reverse("account_inactive")
    assert wrong.status_code == 200
    assert signed_in_as(client) == ""
    assert actions() == ["person.kept_out", "person.sign_in_failed"]


@pytest.mark.parametrize("name", ["account_signup", "account_email", "socialaccount_connections"])
def test_what_we_do_not_want_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "3rdparty/", "password/set/", "2fa/webauthn/"]
)
def test_what_we_do_not_want_is_not_there(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_signing_out_clears_the_browser(client, person, sign_in, actions):
    sign_in(person.email)

    response = client.post(reverse("account_logout"))

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Location"] == reverse("account_login")
    assert signed_in_as(client) == ""
    assert actions() == ["person.signed_in", "person.signed_out"]


def test_a_forgotten_password_is_replaced_by_mail_once(client, person, sign_in, worker, actions):
    with worker():
        client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"http\S+", mail.outbox[0].body).group()
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    new = "eleven green umbrellas"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    sign_in(person.email, new)

    assert signed_in_as(client) == str(person.pk)
    assert actions() == ["person.password_changed", "person.signed_in"]
    client.logout()
    again = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    assert again.context["token_fail"]


def test_asking_for_a_new_password_does_not_tell_who_is_known(client, person, worker):
    path = reverse("account_reset_password")
    with worker():
        known = client.post(path, {"email": person.email}, follow=True)
        unknown = client.post(path, {"email": "x@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_asking_too_often_is_refused_on_a_page_of_ours(client):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": "x@example.org"})

    response = client.post(reverse("account_reset_password"), {"email": "x@example.org"})

    assert response.status_code == 429
    assert "<h1" in response.content.decode()


def test_changing_the_password_ends_the_other_sessions(client, person, sign_in, actions, settings):
    sign_in(person.email)
    elsewhere = type(client)()
    elsewhere.force_login(person)
    new = "eleven green umbrellas"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert client.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert actions()[-1] == "person.password_changed"


@pytest.mark.parametrize("weak", ["short", "12345678901234", "amira@example.org"])
def test_weak_passwords_are_refused(client, person, sign_in, weak):
    sign_in(person.email)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": weak, "password2": weak},
    )

    assert response.context["form"].errors["password1"]


def test_the_sample_citys_sign_ins_are_shown_there_only(client, settings):
    shown = client.get(reverse("account_login")).content.decode()
    settings.SAMPLE_CITY = False
    hidden = client.get(reverse("account_login")).content.decode()

    assert "sample-city" in shown
    assert "sample-city" not in hidden
