import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from contactcenter import errors
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.urls")]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sv/fail/bad/", 400),
        ("/sv/fail/refused/", 403),
        ("/sv/nowhere/", 404),
        ("/sv/fail/broken/", 500),
    ],
)
def test_what_goes_wrong_gets_a_page_with_the_requests_number(client, path, status):
    response = client.get(path)

    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1>") == 1
    assert response["X-Request-ID"] in page
    assert 'lang="sv"' in page


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500])
@pytest.mark.parametrize("language", settings.COMPLETE_LANGUAGES)
def test_every_error_page_says_what_happened_and_where_to_go_on(client, status, language):
    response = client.get(f"/answer/{status}/", headers={"Accept-Language": language})

    page = response.content.decode()
    assert response.status_code == status
    assert "What happened here." in page
    assert 'href="/back/"' in page
    assert f'<html lang="{language}"' in page


def test_a_failure_shows_nothing_of_the_inside(client):
    page = client.get("/fail/broken/").content.decode()

    assert "connection refused" not in page
    assert "anna@" not in page


def test_a_failure_of_ours_asks_the_database_nothing(client, django_assert_num_queries):
    client.force_login(UserFactory())
    request = client.get("/fine/").wsgi_request

    with django_assert_num_queries(0):
        response = errors.server_error(request)

    assert response.status_code == 500


def test_somebody_signed_in_keeps_the_frame_of_the_staff_pages(client):
    client.force_login(UserFactory(display_name="Alva Berg"))

    assert "Alva Berg" in client.get("/nowhere/").content.decode()
    assert "Alva Berg" not in client.get("/sv/nowhere/").content.decode()


def test_an_old_form_is_refused_with_words_that_help():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/fine/", headers={"Accept-Language": "en"})

    assert response.status_code == 403
    assert "The page was too old." in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status"), [("/api/nowhere/", 404), ("/api/v1/", 404), ("/api/fail/broken/", 500)]
)
def test_below_api_an_error_is_a_problem_document(client, path, status):
    response = client.get(path)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json().keys() == {"type", "title", "status", "detail", "instance"}
    assert response.json()["instance"] == response["X-Request-ID"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 415, 422, 429, 500])
def test_every_status_has_a_sentence(status):
    with override("en"):
        assert errors.detail_for(status).endswith(".")
