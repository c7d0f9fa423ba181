"""The page of all keys, and the templates that declare them."""

import re
from itertools import chain

import pytest
from django.conf import settings
from django.urls import reverse

from cases import on_the_phone
from cases.keys import KEYS
from cases.views.panels import PANELS
from contactcenter.accounts.roles import Role
from contactcenter.templatetags.ui import MAIN_NAVIGATION
from tests.factories import UserFactory

TEMPLATES = settings.BASE_DIR / "templates"
# Filled in from a list in the code, or by the template that includes the file: `with key="Alt+T"`.
FILLED_IN = {"{{ item.key }}", "{{ tab.panel.key }}", "{{ key }}"}


def declared() -> set[str]:
    """Answer every key that a template or a list of the code declares."""
    text = "\n".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    found = set(re.findall(r'(?:data-key| key)="([^"]+)"', text)) - FILLED_IN
    found |= {key for *_rest, key in MAIN_NAVIGATION if key}
    found |= {panel.key for panel in PANELS.values()}
    found |= set(on_the_phone.KEYS.values())
    each = chain.from_iterable(keys.split(", ") for keys in found)
    return {re.sub(r"\{\{.*?\}\}", "1–9", key) for key in each}


def test_the_page_lists_every_key_that_a_template_declares():
    assert {key.keys for _heading, part in KEYS for key in part} == declared()


def test_no_key_means_two_things():
    everywhere, *places = ([key.keys for key in part] for _heading, part in KEYS)

    for place in places:
        assert len(everywhere + place) == len({*everywhere, *place})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "is_shown"), [(Role.AGENT, True), (Role.TEAM_LEAD, False), (Role.AUDITOR, False)]
)
def test_keys_are_listed_for_those_who_may_do_what_they_do(client, role, is_shown):
    client.force_login(UserFactory(roles=[role], language="en"))

    page = client.get(reverse("keys")).content.decode()

    assert "Go to the desk" in page
    assert ("Close the contact" in page) is is_shown


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_the_page_says_whether_single_keys_work(client, is_on):
    client.force_login(UserFactory(language="en", roles=[Role.AGENT], keyboard_shortcuts=is_on))

    page = client.get(reverse("keys")).content.decode()

    assert ("You have switched off" in page) is not is_on
    assert ("data-single-keys" in page) is is_on
