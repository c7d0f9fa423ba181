import uuid

import pytest

from contactcenter.accounts.roles import Role
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.urls")]

FROM_A_PROXY = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"


def the_line(lines: list[dict]) -> dict:
    (line,) = [line for line in lines if line["logger"] == "contactcenter.requests"]
    return line


def test_every_answer_carries_a_request_id_of_our_own(client):
    first, second = client.get("/fine/"), client.get("/fine/")

    assert uuid.UUID(hex=first["X-Request-ID"]) != uuid.UUID(hex=second["X-Request-ID"])


def test_a_request_id_is_believed_only_behind_a_proxy(client, settings):
    headers = {"X-Request-ID": FROM_A_PROXY}
    assert client.get("/fine/", headers=headers)["X-Request-ID"] != FROM_A_PROXY

    settings.BEHIND_PROXY = True
    assert client.get("/fine/", headers=headers)["X-Request-ID"] == FROM_A_PROXY


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "a" * 32 + "\n", "zz" * 16, "<b>" * 10])
def test_a_request_id_of_another_shape_is_never_believed(client, settings, given):
    settings.BEHIND_PROXY = True

    assert client.get("/fine/", headers={"X-Request-ID": given})["X-Request-ID"] != given


def test_one_line_tells_of_a_request_without_its_query(client, log_lines):
    response = client.get("/fine/?q=131112-2392")

    line = the_line(log_lines())
    assert line["ms"] > 0
    assert {key: line[key] for key in ("method", "path", "status", "user_id", "request_id")} == {
        "method": "GET",
        "path": "/fine/",
        "status": 200,
        "user_id": None,
        "request_id": response["X-Request-ID"],
    }


def test_the_line_names_a_person_by_number_only(client, log_lines):
    person = UserFactory(roles=[Role.AGENT], display_name="Alva Berg", email="alva@example.org")
    client.force_login(person)

    client.get("/staff/")

    line = the_line(log_lines())
    assert line["user_id"] == person.pk
    assert "lva" not in str(line)


def test_codes_in_an_address_are_not_logged(client, log_lines):
    client.raise_request_exception = False

    client.get("/fine/7YT2KQ9M1C/")
    client.get("/fail/broken/7YT2KQ9M1C/")

    assert the_line(log_lines()[:1])["path"] == "/fine/[code]/"
    assert "7YT2KQ9M1C" not in str(log_lines())


def test_a_failure_is_logged_with_its_traceback_and_the_requests_id(client, log_lines):
    client.raise_request_exception = False

    response = client.get("/fail/broken/")

    (failure,) = [line for line in log_lines() if line["level"] == "error"]
    assert failure["request_id"] == response["X-Request-ID"]
    assert "connection refused for [email]" in failure["exception"]


def test_what_was_made_for_one_person_is_kept_by_no_cache(client):
    client.force_login(UserFactory(roles=[Role.AGENT]))

    assert "no-store" in client.get("/staff/")["Cache-Control"]


def test_residents_get_no_cookie_and_may_use_caches(client):
    response = client.get("/fine/")

    assert client.cookies == {}
    assert "Cache-Control" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_every_answer_tells_the_browser_to_be_strict(client):
    response = client.get("/fine/")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_pages_know_get_and_post_only(client, method):
    response = client.generic(method, "/staff/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
