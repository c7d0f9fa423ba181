"""The calculator beside an agent's contact: the same sum, as a sentence to read aloud."""

import pytest
from django.urls import reverse

from knowledge.norm import starting_years
from tests.factories import MONDAY_NINE, QuestionFactory, UserFactory
from tests.knowledge.norm.test_page import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(client) -> str:
    """The address of the panel beside an agent's own contact; the agent has signed in."""
    agent = UserFactory(roles=["agent"], language="en")
    client.force_login(agent)
    contact = QuestionFactory(contact__agent=agent).contact
    return f"{reverse('contacts:contact', args=[contact.pk])}?panel=norm"


def test_the_sum_is_a_sentence_that_promises_nothing(client, panel):
    starting_years.load(at=MONDAY_NINE)

    text = text_of(client.get(f"{panel}&adults=couple&year=2026&month=11"))

    assert "The norm for this household in November 2026 is 8 510 kr a month." in text
    assert "The district decides." in text


def test_faults_stand_in_the_panel(client, panel):
    starting_years.load(at=MONDAY_NINE)

    response = client.get(f"{panel}&adults=sharing")

    assert response.status_code == 200
    assert "Write how many people share the home." in text_of(response)


def test_without_any_year_it_says_so(client, panel):
    assert "No year of the norm has been published yet." in text_of(client.get(panel))
