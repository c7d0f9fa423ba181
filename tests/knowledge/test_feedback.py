"""Residents say whether an article was useful; agents flag paragraphs; editors go through both."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter import celery_app, retention
from contactcenter.audit.models import AuditEvent
from knowledge import feedback, flags, schedule
from knowledge.models import Feedback
from knowledge.retention import RULES
from knowledge.views import feedback as views
from tests import xss
from tests.factories import (
    MONDAY_NINE,
    ArticleTextFactory,
    FeedbackFactory,
    FlagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def text():
    return ArticleTextFactory(
        article__slug="the-norm", title="Vad är normen?", body="Ett.\n\n**Två** 2.\n"
    )


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["editor"], language="en", display_name="Eva"))
    return client


@pytest.fixture
def agent() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["agent"], language="en", display_name="Adam"))
    return client


def send(language: str = "sv", **typed: str):
    """Open the page, and a minute later send what was typed."""
    client, address = Client(enforce_csrf_checks=True), f"/{language}/faq/the-norm/feedback/"
    with time_machine.travel(MONDAY_NINE, tick=False) as clock:
        token = client.get(address).context["form"]["token"].value()
        clock.shift(A_MINUTE)
        fields = {"useful": "yes", "comment": "", "token": token, "website": ""} | typed
        return client.post(address, fields, headers=FROM_HERE)


def test_an_answer_is_kept_and_thanked_for(text):
    response = send(useful="no", comment="  Vilket år? ")

    assert response.headers["Location"] == "/sv/faq/the-norm/feedback/sent/"
    kept = Feedback.objects.get()
    assert (kept.article, kept.language, kept.version) == (text.article, "sv", 1)
    assert (kept.kind, kept.comment, kept.at) == (
        "not_useful",
        "Vilket år?",
        MONDAY_NINE + A_MINUTE,
    )
    assert Client().get(response.headers["Location"]).status_code == 200


def test_who_read_it_in_swedish_on_a_page_in_another_language_is_told_apart(text):
    send("ar")

    kept = Feedback.objects.get()
    assert (kept.language, kept.version) == ("ar", None)


@pytest.mark.parametrize(("asked", "chosen"), [("yes", "yes"), ("no", "no"), ("x", None)])
def test_the_answer_that_was_pressed_on_the_article_is_chosen(client, text, asked, chosen):
    html = client.get(f"/en/faq/the-norm/feedback/?useful={asked}").content.decode()

    checked = [
        value for value in ("yes", "no") if f'value="{value}" required id="id_useful_' in html
    ]
    chosen_there = [value for value in checked if f'value="{value}" required id' in html]
    assert chosen_there == ["yes", "no"]
    assert html.count("checked") == (1 if chosen else 0)


def test_a_personal_number_is_not_stored(text):
    send(comment="Jag heter x, 20000101-2384")

    assert "2384" not in Feedback.objects.get().comment


def test_who_writes_of_danger_is_shown_the_number_first_and_nothing_is_kept(text):
    response = send(comment="Han slår mig")

    html = response.content.decode()
    assert response.status_code == 422
    assert html.index("tel:112") < html.index("Han slår mig")
    assert Feedback.objects.count() == 0


def test_who_is_in_no_danger_sends_it_all_the_same(text):
    send(comment="Skriv mer om våld", nobody_in_danger="on")

    assert Feedback.objects.get().comment == "Skriv mer om våld"


def test_an_article_that_residents_do_not_read_takes_no_feedback(client, text):
    text.article.is_public = False
    text.article.save()

    assert client.get("/sv/faq/the-norm/feedback/").status_code == 404
    assert client.get("/sv/faq/the-norm/feedback/sent/").status_code == 404


def test_nothing_that_is_typed_runs(monkeypatch, text, editor):
    monkeypatch.setattr(views, "ON_A_PAGE", 1000)
    agent = UserFactory()
    for payload in xss.STORABLE:
        FeedbackFactory(article=text.article, kind="not_useful", comment=payload)
        FlagFactory(article=text.article, flagged_by=agent, paragraph=payload, comment=payload)
    flag = Feedback.objects.flags().last()

    for page in [
        send(useful="perhaps", comment="\n".join(xss.ALL)[:1000]),
        editor.get(reverse("editor:feedback")),
        editor.get(reverse("editor:feedback-item", args=[flag.pk])),
    ]:
        xss.assert_harmless(page.content.decode())


def test_a_paragraph_that_is_flagged_is_kept_as_it_stood(text, agent):
    address = reverse("articles:flag", args=["the-norm"])
    page = agent.get(address)

    response = agent.post(
        address, {"flag-version": 1, "flag-paragraph": 3, "flag-reason": "It is 3 now."}
    )

    assert "**Två** 2." in page.content.decode()
    assert response.status_code == 302
    flag = Feedback.objects.get()
    assert (flag.paragraph, flag.comment, str(flag.flagged_by)) == (
        "**Två** 2.",
        "It is 3 now.",
        "Adam",
    )
    assert AuditEvent.objects.get(action="article.flagged").details == {"language": "sv"}


def test_a_flag_on_a_version_that_has_gone_is_looked_at_again(text, agent):
    response = agent.post(
        reverse("articles:flag", args=["the-norm"]),
        {"flag-version": 0, "flag-paragraph": 1, "flag-reason": "Old."},
    )

    assert response.status_code == 422
    assert "Old." in response.content.decode()
    assert Feedback.objects.count() == 0


def test_who_presses_twice_flags_once(text):
    agent = UserFactory(roles=["agent"])
    for _press in range(2):
        flags.put_up(text, paragraph="Ett.", reason="No.", by=agent, at=MONDAY_NINE)

    assert Feedback.objects.count() == 1


@pytest.fixture
def rung():
    """What is handed to a worker is done at once."""
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


@pytest.mark.usefixtures("rung")
def test_the_owner_is_written_to_once_and_not_what_the_flag_says(text):
    owner = UserFactory(roles=["editor"], language="en")
    flag = FlagFactory(article__owner=owner, comment="Secret")
    FlagFactory(article=text.article)  # which nobody owns
    FlagFactory(article__owner=UserFactory(is_active=False))

    schedule.tell_of_flags()
    schedule.tell_of_flags()

    (message,) = mail.outbox
    assert message.to == [owner.email]
    assert f"/editor/feedback/{flag.pk}/" in message.body
    assert "Secret" not in message.body
    assert "A short answer" not in message.body


def test_the_owner_sees_how_many_flags_wait(text, editor):
    owner = UserFactory(roles=["editor"])
    FlagFactory(article__owner=owner)
    FlagFactory(article=text.article)

    assert flags.waiting_for(owner) == 1


def test_what_is_handled_leaves_the_list_and_can_be_taken_back(text, editor):
    said = FeedbackFactory(article=text.article, comment="Vilket år?")
    item = reverse("editor:feedback-item", args=[said.pk])

    editor.post(item, {"note": "Wrote the year."})
    waiting = editor.get(reverse("editor:feedback")).content.decode()
    handled = editor.get(reverse("editor:feedback"), {"state": "handled"}).content.decode()
    second = editor.post(item, {"note": "Me too."})
    editor.post(reverse("editor:reopen-feedback", args=[said.pk]))

    assert "Vilket år?" not in waiting
    assert "Wrote the year." in handled
    assert "Eva" in handled
    assert second.status_code == 409
    said.refresh_from_db()
    assert (said.handled_at, said.note) == (None, "Wrote the year.")
    acts = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["feedback.handled", "feedback.reopened"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"a", "b", "c"}),
        ({"kind": "not_useful"}, {"b"}),
        ({"language": "ar"}, {"c"}),
        ({"article": "the-norm"}, {"a", "b"}),
        ({"mine": "on"}, set()),
    ],
)
def test_the_list_is_filtered(text, editor, query, shown):
    FeedbackFactory(article=text.article, comment="a")
    FeedbackFactory(article=text.article, comment="b", kind="not_useful")
    FeedbackFactory(language="ar", comment="c")

    page = editor.get(reverse("editor:feedback"), query).context["page"]

    assert {item.comment for item in page} == shown


def test_a_bare_answer_is_counted_and_asks_for_no_work(text, editor):
    FeedbackFactory(article=text.article, comment="")

    assert list(editor.get(reverse("editor:feedback")).context["page"]) == []
    (tally,) = feedback.tallies(Feedback.objects.all())
    assert (tally.useful, tally.waiting) == (1, 0)


def test_the_articles_own_page_tells_what_was_said(text, editor):
    FeedbackFactory(article=text.article)
    FlagFactory(article=text.article)

    html = editor.get(reverse("editor:article", args=["the-norm"])).content.decode()

    assert "(100 %)" in html
    assert "1 flag<" in html


def test_the_share_of_useful_is_told_by_article(text):
    for kind in ["useful", "useful", "not_useful"]:
        FeedbackFactory(article=text.article, kind=kind)
    FlagFactory(article__slug="other")

    norm, other = feedback.tallies(Feedback.objects.all())

    assert (norm.title, norm.useful, norm.percent_useful) == ("Vad är normen?", 2, 67)
    assert (other.flags, other.percent_useful, other.waiting) == (1, None, 1)


@pytest.mark.parametrize("route", ["editor:feedback", "editor:feedback-by-article"])
def test_the_list_takes_the_same_queries_for_one_row_and_for_many(editor, route):
    counts = []
    editor.get(reverse(route))  # the session is younger than its last note of being used
    for number in [1, 15]:
        for _row in range(number):
            FlagFactory(article=ArticleTextFactory().article)
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse(route))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_what_was_said_is_forgotten_after_a_year(text):
    (rule,) = (rule for rule in RULES if rule.what == "feedback on articles")
    FeedbackFactory(article=text.article, at=MONDAY_NINE - timedelta(days=365))
    FeedbackFactory(article=text.article, at=MONDAY_NINE - timedelta(days=364))

    assert retention.forget(rule, at=MONDAY_NINE) == 1
