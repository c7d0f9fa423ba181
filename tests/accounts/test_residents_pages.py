"""What residents see asks for no cookie, whoever looks at it."""

import pytest

from tests.factories import UserFactory

PAGES = ["/", "/sv/", "/en/districts/", "/sv/find/?q=Tensta"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_residents_page_sets_no_cookie_and_may_be_cached(client, path):
    response = client.get(path)

    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "no-store" not in response.headers.get("Cache-Control", "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_nobodys_session_is_read_for_it(client, path, django_assert_max_num_queries):
    person = UserFactory(language="en")
    client.force_login(person)

    with django_assert_max_num_queries(30) as queries:
        response = client.get(path)

    tables = " ".join(query["sql"] for query in queries)
    assert "django_session" not in tables
    assert "accounts_user" not in tables
    assert "cookie" not in response.headers.get("Vary", "").lower()
