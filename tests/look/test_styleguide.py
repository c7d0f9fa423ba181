"""The style guide shows every part; what holds there holds wherever the parts are used."""

import pytest
from django.urls import reverse

from contactcenter.accounts.roles import Role
from tests import browser
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_anonymous_people_are_sent_to_sign_in(client):
    response = client.get(reverse("styleguide"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_every_member_of_staff_may_see_it(client):
    client.force_login(UserFactory(roles=[Role.AGENT]))

    response = client.get(reverse("styleguide"))

    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "scheme"), [("sv", "dark"), ("ar", "light")])
def test_every_part_is_accessible(page, live_server, language, scheme):
    browser.sign_in(page, live_server.url, UserFactory(roles=[Role.AGENT], language=language))
    page.emulate_media(color_scheme=scheme)

    page.goto(live_server.url + reverse("styleguide"))

    browser.axe(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_part_can_be_reached_read_and_hit(page, live_server, language):
    browser.sign_in(page, live_server.url, UserFactory(roles=[Role.AGENT], language=language))

    page.goto(live_server.url + reverse("styleguide"))

    browser.every_check(page)
