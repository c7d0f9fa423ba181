import pytest
from django.test import Client
from django.urls import reverse

from cases import corrections
from cases.models import Contact
from tests.cases.views.test_past_contacts import queries
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["agent"], language="en"))
    return client


@pytest.fixture
def contact() -> Contact:
    contact = ContactFactory(closed_at=MONDAY_NINE)
    QuestionFactory(contact=contact, outcome=OutcomeFactory(), topic=TopicFactory(name_en="Money"))
    return contact


def address(contact) -> str:
    return reverse("contacts:correct", args=[contact.pk])


def posted(contact, **changes) -> dict[str, str]:
    """What the page posts when nothing is changed there, and what is."""
    question = contact.questions.get()
    return {
        "revision": str(contact.revision),
        "channel": contact.channel,
        "language": contact.language,
        "q1-topic": str(question.topic_id),
        "q1-district": str(question.district_id or ""),
        "q1-outcome": str(question.outcome_id),
    } | changes


def test_a_correction_is_saved_and_shown_on_the_contact(client, contact):
    district = DistrictFactory(name="Järva")

    response = client.post(
        address(contact), posted(contact, **{"q1-district": str(district.pk)}), follow=True
    )

    assert contact.questions.get().district == district
    assert "What has been corrected" in response.content.decode()
    assert (
        '<ins><span class="visually-hidden">Now: </span><bdi>Järva</bdi></ins>'
        in response.content.decode()
    )


def test_what_is_no_longer_in_use_can_stay(client, contact):
    topic = contact.questions.get().topic
    type(topic).objects.filter(pk=topic.pk).update(is_active=False)

    page = client.get(address(contact)).content.decode()

    assert f'<option value="{topic.pk}" selected>Money</option>' in page


def test_a_question_keeps_an_outcome(client, contact):
    response = client.post(address(contact), posted(contact, **{"q1-outcome": ""}))

    assert response.status_code == 422
    assert not contact.corrections.exists()


def test_of_two_correctors_the_second_sees_both_and_chooses(client, contact):
    mine = posted(contact, language="ar")
    corrections.correct(
        contact, {(None, "channel"): "visit"}, revision=0, by=contact.agent, at=MONDAY_NINE
    )

    refused = client.post(address(contact), mine)
    page = refused.content.decode()
    on_top = client.post(address(contact), mine | {"revision": "1"})

    assert refused.status_code == 409
    assert "What yours would change now" in page
    assert '<input type="hidden" name="revision" value="1">' in page
    assert on_top.status_code == 302
    contact.refresh_from_db()
    assert (contact.language, contact.channel) == ("ar", "phone")


def test_an_open_contact_is_not_corrected_here(client):
    assert client.get(address(ContactFactory())).status_code == 404


def test_the_page_takes_as_many_queries_however_many_questions(client, contact):
    one = queries(client, address(contact))
    for number in range(2, 11):
        QuestionFactory(contact=contact, number=number, topic=TopicFactory())

    assert queries(client, address(contact)) == one
