from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cases import contacts, sources
from cases.models import Contact, Question, UsedSource
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from knowledge import search_index
from knowledge.models import ArticleText
from tests.factories import (
    MONDAY_NINE,
    ArticleTextFactory,
    QuestionFactory,
    UserFactory,
)

TUESDAY_NIGHT = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)  # five past midnight in Stockholm

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    question: Question = QuestionFactory()
    return question


@pytest.fixture
def rent() -> ArticleText:
    text: ArticleText = ArticleTextFactory(
        title="Hyra",
        short_answer="Ring i dag.",
        have_ready="hyresavin",
        agent_notes="Koppla till rådgivaren.",
        unconfirmed="Beloppet är osäkert.",
    )
    search_index.put(text)
    return text


@pytest.fixture
def desk(question) -> Client:
    client = Client()
    agent = question.contact.agent
    agent.language = "en"
    agent.save()
    client.force_login(agent)
    return client


def panel(desk: Client, contact: Contact, **asked: str) -> str:
    address = reverse("contacts:contact", args=[contact.pk])
    headers = {"HX-Request": "true", "HX-Target": "panel"}
    response = desk.get(address, {"panel": "answers", **asked}, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def use(question: Question, text: ArticleText) -> None:
    sources.use(question, text, agent=question.contact.agent, at=MONDAY_NINE)


def test_pressing_twice_uses_the_text_once(question, rent):
    use(question, rent)
    use(question, rent)

    [source] = UsedSource.objects.all()
    assert (source.text, source.by) == (rent, question.contact.agent)
    [event] = AuditEvent.objects.all()
    assert event.action == "contact.source_used"
    assert event.details == {
        "question": 1,
        "article": rent.article.slug,
        "language": "sv",
        "version": 1,
    }


def test_it_is_taken_back_once(question, rent):
    use(question, rent)
    source = UsedSource.objects.select_related("question__contact", "text__article").get()

    for _time in range(2):
        sources.take_back(source, agent=question.contact.agent, at=MONDAY_NINE)

    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["contact.source_used", "contact.source_taken_back"]


def test_a_closed_contact_gets_no_source(question, rent):
    Contact.objects.update(closed_at=MONDAY_NINE)

    with pytest.raises(contacts.Closed):
        use(question, rent)

    assert not UsedSource.objects.exists()


def test_use_of_the_days_before_is_counted_once_and_training_never(question, rent):
    use(question, rent)
    training = QuestionFactory(contact__is_training=True)
    use(training, rent)
    assert sources.count(at=MONDAY_NINE) == 0

    counted = [sources.count(at=TUESDAY_NIGHT) for _time in range(2)]

    rent.article.refresh_from_db()
    assert (counted, rent.article.popularity) == ([2, 0], 1)


def test_an_article_opens_beside_the_notes_and_is_kept_as_source(desk, question, rent):
    contact = question.contact
    found = panel(desk, contact, q="hyror")
    assert f"?panel=answers&amp;article={rent.article.slug}" in found

    article = panel(desk, contact, article=rent.article.slug)
    for said in ["Ring i dag.", "hyresavin", "Koppla till rådgivaren.", "Beloppet är osäkert."]:
        assert said in article
    assert "Not confirmed: do not read this aloud" in article

    used = desk.post(
        reverse("contacts:use-source", args=[contact.pk]), {"text": rent.pk, "question": 1}
    )
    assert used["Location"].endswith(f"?panel=answers&article={rent.article.slug}")
    assert "Used as source" in panel(desk, contact)

    [source] = UsedSource.objects.all()
    desk.post(reverse("contacts:take-back-source", args=[contact.pk, source.pk]))
    assert "Used as source" not in panel(desk, contact)


def test_the_answer_is_in_the_language_of_the_conversation_with_swedish_beside(
    desk, question, rent
):
    ArticleTextFactory(
        article=rent.article, language="fi", title="Vuokra", short_answer="Soita tänään."
    )
    Contact.objects.update(language="fi")

    shown = desk.get(reverse("desk-search"), {"q": "hyra", "contact": question.contact.pk})
    page = shown.content.decode()

    assert page.index("Soita tänään.") < page.index("Ring i dag.")
    assert "Not read by a native reader" in page


def test_another_contacts_source_is_not_taken_back(desk, question, rent):
    other = QuestionFactory()
    use(other, rent)
    [source] = UsedSource.objects.all()

    desk.post(reverse("contacts:take-back-source", args=[question.contact.pk, source.pk]))

    assert UsedSource.objects.exists()


def test_what_was_used_is_shown_in_a_past_contact(desk, question, rent):
    use(question, rent)
    Contact.objects.update(closed_at=MONDAY_NINE)

    page = desk.get(reverse("contacts:contact", args=[question.contact.pk])).content.decode()

    assert "Answered from" in page
    assert f"/desk/articles/{rent.article.slug}/" in page


def test_a_topic_leads_to_its_articles(desk, rent):
    page = desk.get(reverse("articles:topic", args=[rent.article.topic.code])).content.decode()

    assert f"/desk/articles/{rent.article.slug}/" in page


@pytest.mark.parametrize(("role", "hits"), [(Role.AGENT, 1), (Role.ANALYST, 0)])
def test_articles_are_for_those_who_may_read_them(role, hits, rent):
    client = Client()
    client.force_login(UserFactory(roles=[role], language="en"))

    page = client.get(reverse("desk-search"), {"q": "hyra"}).content.decode()

    assert page.count(f"/desk/articles/{rent.article.slug}/") == hits
