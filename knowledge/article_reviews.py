"""Going through articles again: which ones it is time for, and the mail that says so to whoever owns them.

Whoever has many articles gets one mail for all of them, once for each article and day that it is due.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from contactcenter.accounts.models import User, UserQuerySet
from knowledge import article_list
from knowledge.models import Article
from knowledge.models.articles import ArticleQuerySet

EDIT = "knowledge.edit"
SOON = timedelta(days=30)


def due(today: date) -> ArticleQuerySet:
    """Keep what is to be reviewed within a month, and what should have been; most urgent first."""
    found = article_list.with_title().filter(review_due__lte=today + SOON)
    return found.order_by("review_due", "pk")


def untold(today: date) -> ArticleQuerySet:
    """Keep those of them of which nobody was reminded for the day they are due."""
    return due(today).filter(Q(reminded_for=None) | ~Q(reminded_for=F("review_due")))


def owners_to_remind(today: date) -> set[int | None]:
    """Answer whose articles wait, by their ids; None for articles that nobody owns who can write."""
    owners = set(untold(today).values_list("owner", flat=True))
    editors = set(User.objects.granted(EDIT).values_list("pk", flat=True))
    return {owner if owner in editors else None for owner in owners}


@transaction.atomic
def remind(owner_id: int | None, *, at: datetime) -> None:
    """Write about the articles that are due. A mail that could not be handed over is tried again at the next tick.

    The rows are locked while it is written, so that two clocks send one mail. What nobody owns is told to every editor.
    """
    editors: UserQuerySet = User.objects.granted(EDIT)
    own = Q(owner=owner_id) if owner_id else Q(owner=None) | ~Q(owner__in=editors)
    locked = Article.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = untold(timezone.localdate(at)).filter(own).values("pk")
    rows = list(locked.filter(pk__in=waiting).values_list("pk", flat=True))
    articles = list(article_list.with_title().filter(pk__in=rows).order_by("review_due", "pk"))
    if not articles:
        return
    Article.objects.filter(pk__in=rows).update(reminded_for=F("review_due"))
    people = editors.filter(pk=owner_id) if owner_id else editors
    get_connection().send_messages([message_to(person, articles) for person in people])


def message_to(person: User, articles: Iterable[Article]) -> EmailMessage:
    """Write in the person's language which articles are due, and when."""
    articles = list(articles)
    with translation.override(person.language):
        subject = ngettext(
            "An article is to be reviewed", "%(count)s articles are to be reviewed", len(articles)
        ) % {"count": len(articles)}
        context = {
            "person": person,
            "articles": articles,
            "url": settings.SITE_URL + reverse("editor:reviews-due"),
        }
        body = render_to_string("editor/email/reviews_due.txt", context)
    return EmailMessage(subject, body, None, [person.email])
