from datetime import date, timedelta

import pytest
from django.core import mail

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.celery import app as celery_app
from knowledge import article_reviews, schedule
from knowledge.models import Article
from tests.factories import MONDAY_NINE, ArticleFactory, ArticleTextFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = MONDAY_NINE.date()


@pytest.fixture
def sofia() -> User:
    return UserFactory(roles=[Role.EDITOR], language="en", display_name="Sofia")


def due_in(days: int, owner: User | None) -> Article:
    article = ArticleFactory(review_due=TODAY + timedelta(days=days), owner=owner)
    ArticleTextFactory(article=article, title=f"Due in {days}")
    return article


def remind(owner: User | None) -> None:
    article_reviews.remind(owner and owner.pk, at=MONDAY_NINE)


def test_what_is_due_within_a_month_is_listed_the_most_urgent_first(sofia):
    for days in (31, 30, -2):
        due_in(days, sofia)

    assert [each.title for each in article_reviews.due(TODAY)] == ["Due in -2", "Due in 30"]


def test_an_owner_gets_one_mail_for_all_articles_and_no_second_one(sofia):
    due_in(-2, sofia)
    due_in(20, sofia)

    remind(sofia)
    remind(sofia)

    [message] = mail.outbox
    assert message.to == [sofia.email]
    assert message.subject == "2 articles are to be reviewed"
    assert "- Due in -2 (by 21 November 2026)\n- Due in 20 (by 13 December 2026)" in message.body
    assert "/editor/reviews/" in message.body


def test_a_new_day_is_reminded_of_anew(sofia):
    article = due_in(-2, sofia)
    remind(sofia)
    Article.objects.filter(pk=article.pk).update(review_due=date(2026, 12, 1))

    remind(sofia)

    assert len(mail.outbox) == 2


def test_what_nobody_owns_is_told_to_every_editor(sofia):
    gone = UserFactory(roles=[Role.EDITOR], is_active=False)
    other = UserFactory(roles=[Role.EDITOR])
    due_in(1, None)
    due_in(2, gone)

    assert article_reviews.owners_to_remind(TODAY) == {None}
    remind(None)

    assert sorted(message.to[0] for message in mail.outbox) == sorted([sofia.email, other.email])
    assert not article_reviews.untold(TODAY)


def test_a_mail_that_cannot_be_sent_is_tried_again(sofia, settings):
    due_in(1, sofia)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="refused"):
        remind(sofia)

    assert article_reviews.untold(TODAY).exists()


@pytest.fixture
def rung():
    """What is handed to a worker is done at once."""
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


@pytest.mark.usefixtures("rung")
def test_the_clock_rings_for_each_owner(sofia, time_machine):
    time_machine.move_to(MONDAY_NINE)
    due_in(1, sofia)

    schedule.remind_of_reviews()
    schedule.remind_of_reviews()

    assert len(mail.outbox) == 1
