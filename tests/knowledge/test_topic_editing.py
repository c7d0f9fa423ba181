"""Editors change the tree of topics; a code stays, and nothing is deleted."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter.audit.models import AuditEvent
from knowledge.models import Topic
from tests import xss
from tests.factories import ServiceFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["editor"], language="en"))
    return client


@pytest.fixture
def money():
    return TopicFactory(code="money", name="Money", sort_order=10)


@pytest.fixture
def norm(money):
    return TopicFactory(code="norm", name="Norm", parent=money, sort_order=20)


@pytest.fixture
def homes():
    return TopicFactory(code="homes", name="Homes", sort_order=30)


def typed(**changes: object) -> dict[str, object]:
    return {"name_sv": "Skulder", "name_en": "Debts", "is_active": "on"} | changes


def tree() -> list[str]:
    return list(Topic.objects.values_list("code", flat=True))


def save(editor: Client, topic: Topic, **changes: object):
    return editor.post(reverse("editor:change-topic", args=[topic.code]), typed(**changes))


def test_a_new_topic_stands_where_it_was_put(editor, money, norm, homes):
    editor.post(
        reverse("editor:add-topic"),
        typed(code="debts", parent=money.pk, after=norm.pk, service=ServiceFactory().pk),
    )
    editor.post(reverse("editor:add-topic"), typed(code="first", is_urgent="on"))

    assert tree() == ["first", "money", "norm", "debts", "homes"]
    debts = Topic.objects.get(code="debts")
    assert (debts.name_sv, debts.name_en, debts.service.code) == (
        "Skulder",
        "Debts",
        "income-support",
    )
    assert Topic.objects.get(code="first").is_urgent
    assert AuditEvent.objects.filter(action="topic.added").count() == 2


def test_a_topic_takes_its_children_along(editor, money, norm, homes):
    save(editor, money, after=homes.pk)

    assert tree() == ["homes", "money", "norm"]


def test_a_topic_that_is_saved_as_it_stands_stays_where_it_is(editor, money, norm, homes):
    for topic in [money, norm, homes]:
        form = editor.get(reverse("editor:change-topic", args=[topic.code])).context["form"]
        shown = {name: form[name].value() for name in ["parent", "after"]}
        values = {name: getattr(value, "pk", value) or "" for name, value in shown.items()}
        assert save(editor, topic, **values).status_code == 302

    assert tree() == ["money", "norm", "homes"]


def test_a_topic_goes_out_of_use_and_keeps_its_code(editor, norm):
    save(editor, norm, parent=norm.parent_id, is_active="", code="other")

    norm.refresh_from_db()
    assert (norm.code, norm.is_active) == ("norm", False)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name_en": ""}, "This field is required."),
        ({"parent": "norm"}, "Select a valid choice."),
        ({"parent": "money"}, "Select a valid choice."),
        ({"parent": "homes"}, "There are two levels."),
        ({"after": "norm"}, "It stands below another topic."),
        ({"after": "money"}, "Select a valid choice."),
    ],
)
def test_what_would_break_the_tree_is_refused(editor, money, norm, homes, changes, told):
    ids = {topic.code: topic.pk for topic in [money, norm, homes]}

    response = save(editor, money, **{name: ids.get(code, "") for name, code in changes.items()})

    assert response.status_code == 422
    assert told in response.content.decode()


def test_a_code_is_given_once(editor, norm):
    response = editor.post(reverse("editor:add-topic"), typed(code="norm"))

    assert response.status_code == 422
    assert "already exists" in response.content.decode()


def test_the_list_takes_the_same_queries_for_one_topic_and_for_many(editor):
    editor.get(reverse("editor:topics"))
    counts = []
    for number in [1, 20]:
        for _topic in range(number):
            TopicFactory(parent=TopicFactory(), service=ServiceFactory())
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("editor:topics"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_no_name_runs(editor):
    for payload in xss.STORABLE:
        topic = TopicFactory(name=payload[:100])

    for address in [reverse("editor:topics"), reverse("editor:change-topic", args=[topic.code])]:
        xss.assert_harmless(editor.get(address).content.decode())
