"""/editor/exchange/ as an editor meets it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter.accounts.roles import Role
from knowledge.models import ArticleImport, ArticleText
from tests.factories import ArticleFactory, ArticleTextFactory, TopicFactory, UserFactory
from tests.xss import ALL, assert_harmless

pytestmark = pytest.mark.django_db

HERE = reverse("editor:exchange")


@pytest.fixture
def editor(client) -> Client:
    client.force_login(UserFactory(roles=[Role.EDITOR], language="en"))
    return client


@pytest.fixture
def norm() -> ArticleText:
    article = ArticleFactory(slug="the-norm", topic=TopicFactory(code="norm", name="The norm"))
    return ArticleTextFactory(article=article, title="Norm?")


def hand_in(editor: Client, texts: list[dict[str, str]], name: str = "texts.json"):
    content = json.dumps({"texts": texts}).encode()
    return editor.post(
        reverse("editor:hand-in"), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


def test_what_is_taken_out_is_what_is_published_in_the_language_chosen(editor, norm):
    ArticleTextFactory(article=norm.article, language="fi", title="Normi?")
    ArticleTextFactory(article=norm.article, version=2, state="draft", title="Secret")

    answer = editor.get(reverse("editor:export"), {"format": "json", "language": "fi"})

    assert answer["Content-Disposition"].endswith('.json"')
    assert [text["title"] for text in json.loads(answer.content)["texts"]] == ["Normi?"]


def test_a_topic_takes_out_what_is_below_it_too(editor, norm):
    parent = TopicFactory(code="money")
    norm.article.topic.parent = parent
    norm.article.topic.save()
    ArticleTextFactory()

    answer = editor.get(reverse("editor:export"), {"format": "csv", "topic": "money"})

    assert answer.content.decode("utf-8-sig").count("the-norm") == 1
    assert len(answer.content.decode().splitlines()) == 2


def test_a_file_is_shown_then_taken_in(editor, norm):
    shown = hand_in(editor, [{"slug": "the-norm", "language": "sv", "title": "Hur mycket?"}])
    kept = ArticleImport.objects.get()

    assert "Hur mycket?" in shown.content.decode()
    assert not ArticleText.objects.being_written().exists()

    taken = editor.post(reverse("editor:take-in", args=[kept.pk]), follow=True)

    assert "1 draft was made." in taken.content.decode()
    assert ArticleText.objects.being_written().get().title == "Hur mycket?"


def test_a_wrong_row_is_told_and_nothing_can_be_taken_in(editor, norm):
    shown = hand_in(editor, [{"slug": "the-norm", "language": "sv", "title": ""}])
    take_in = reverse("editor:take-in", args=[ArticleImport.objects.get().pk])

    assert take_in not in shown.content.decode()
    assert editor.post(take_in).status_code == 422
    assert not ArticleText.objects.being_written().exists()


def test_a_file_that_cannot_be_read_says_what_to_do(editor):
    answer = hand_in(editor, [], name="texts.xlsx")

    assert answer.status_code == 422
    assert "ends with .csv or .json" in answer.content.decode()
    assert not ArticleImport.objects.exists()


def test_a_dropped_file_leaves_the_list(editor, norm):
    hand_in(editor, [{"slug": "the-norm", "language": "sv", "title": "Other"}], "mine.json")
    kept = ArticleImport.objects.get()

    after = editor.post(reverse("editor:drop-import", args=[kept.pk]), follow=True)

    assert "mine.json" not in after.content.decode()


def test_nothing_in_a_file_runs_on_its_page(editor, norm):
    columns = ["title", "short_answer", "body", "have_ready", "law_references", "agent_notes"]
    texts = [
        {"slug": f"new-{n}", "language": "sv", "topic": "norm"}
        | {column: payload.replace("\0", "")[:110] for column in columns}
        for n, payload in enumerate(ALL)
    ]
    hand_in(editor, [*texts, {"slug": ALL[0], "language": ALL[1]}])
    page = reverse("editor:import", args=[ArticleImport.objects.get().pk])

    for number in range(1, 1 + len(ALL) // 50):
        assert_harmless(editor.get(page, {"page": number}).content.decode())


def test_thirty_rows_ask_the_database_as_often_as_one(editor, norm):
    row = {"language": "sv", "topic": "norm", "title": "New?", "short_answer": "Yes."}

    counts = []
    for size in (1, 30):
        hand_in(editor, [{"slug": f"new-{n}"} | row for n in range(size)])
        page = reverse("editor:import", args=[ArticleImport.objects.latest("pk").pk])
        with CaptureQueriesContext(connection) as queries:
            editor.get(page)
        counts.append(len(queries))

    assert counts[0] == counts[1]
