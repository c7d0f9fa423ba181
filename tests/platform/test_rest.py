import pytest
from django.test import Client

from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.urls")]

ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize(
    ("how", "status", "detail"),
    [
        ("refused", 403, "You do not have the permission for this."),
        ("conflict", 409, "A colleague saved first."),
        ("rule-in-words", 422, "Two weeks cannot begin on the same day."),
        ("too-often", 429, "Request was throttled. Expected available in 30 seconds."),
    ],
)
def test_an_error_says_in_one_sentence_what_happened(client, how, status, detail):
    response = client.get(f"/api/fail/{how}/", headers=ENGLISH)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": response.reason_phrase,
        "status": status,
        "detail": detail,
        "instance": response["X-Request-ID"],
    }


def test_a_rule_about_a_field_names_the_field(client):
    response = client.get("/api/fail/rule/", headers=ENGLISH)

    assert response.status_code == 422
    assert response.json()["errors"] == {"ends": ["Phone hours must close after they open."]}


def test_somebody_who_was_too_quick_is_told_how_long_to_wait(client):
    assert client.get("/api/fail/too-often/")["Retry-After"] == "30"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ('{"name": "too long"}', "application/json", 400),
        ("[1]", "application/json", 400),
        ("name=Ada", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_problem_document(client, body, content_type, status):
    response = client.post("/api/fail/bad/", body, content_type=content_type)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


def test_a_field_that_is_wrong_is_named(client):
    response = client.post(
        "/api/fail/bad/", {"name": "too long"}, content_type="application/json", headers=ENGLISH
    )

    assert response.json()["errors"] == {
        "name": ["Ensure this field has no more than 5 characters."]
    }


def test_another_method_is_refused_with_a_problem_document(client):
    response = client.delete("/api/fail/bad/")

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")


def test_an_anonymous_caller_is_asked_to_sign_in(client):
    response = client.get("/api/staff/", headers=ENGLISH)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Session")
    assert response.json()["detail"] == "Sign in first."


def test_a_role_without_the_permission_is_refused_and_that_is_recorded(client):
    client.force_login(UserFactory(roles=[Role.AGENT]))

    response = client.get("/api/staff/")

    assert response.status_code == 403
    assert AuditEvent.objects.filter(action="access.refused").count() == 1


def test_a_role_with_the_permission_is_answered(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], display_name="Alva"))

    assert client.get("/api/staff/").json() == {"for": "Alva"}


def test_a_view_that_names_no_permission_lets_nobody_in(client):
    assert client.get("/api/forgotten/").status_code == 401

    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert client.get("/api/forgotten/").status_code == 403


def test_a_session_from_another_site_cannot_post():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))

    response = client.post("/api/staff/", {}, content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
