"""What a question was answered from. An article that answers often is found sooner."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cases import contacts
from cases.models import Contact, Question, UsedSource
from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge.models import Article, ArticleText


@transaction.atomic
def use(question: Question, text: ArticleText, *, agent: User, at: datetime) -> None:
    """Keep that the question was answered from the text. Whoever presses twice has used it once. Raises contacts.Closed."""
    contact = question.contact
    contacts.touch(contact, at=at)
    _used, is_new = UsedSource.objects.get_or_create(
        question=question, text=text, defaults={"by": agent, "at": at}
    )
    if is_new:
        events.record(
            agent,
            "contact.source_used",
            contact,
            at=at,
            contact=contact.pk,
            question=question.number,
            article=text.article.slug,
            language=text.language,
            version=text.version,
        )


@transaction.atomic
def take_back(source: UsedSource, *, agent: User, at: datetime) -> None:
    """Undo it, as when it was put with the wrong question. Whoever presses twice takes back nothing more."""
    contact = source.question.contact
    contacts.touch(contact, at=at)
    number, slug = source.question.number, source.text.article.slug
    removed, _rows = UsedSource.objects.filter(pk=source.pk).delete()
    if removed:
        events.record(
            agent,
            "contact.source_taken_back",
            contact,
            at=at,
            contact=contact.pk,
            question=number,
            article=slug,
        )


def of(contact: Contact) -> QuerySet[UsedSource]:
    """Answer what the contact's questions were answered from, by question. Mostly there is none, and nothing is joined."""
    sources = UsedSource.objects.filter(question__contact=contact)
    return sources.prefetch_related("question", "text__article")


@transaction.atomic
def count(*, at: datetime) -> int:
    """Add to the articles what they were used for in the days before today; the cost follows new rows, not history.

    Days are the city's. Training counts nowhere. Not at once, because a changed article makes residents' pages anew.
    """
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = UsedSource.objects.filter(is_counted=False, at__lt=midnight)
    rows = fresh.select_for_update(of=["self"], skip_locked=True).values_list(
        "pk", "text__article", "question__contact__is_training"
    )
    counted = list(rows)
    used = Counter(article for _pk, article, is_training in counted if not is_training)
    for article, times in sorted(used.items()):
        Article.objects.filter(pk=article).update(popularity=F("popularity") + times)
    return UsedSource.objects.filter(pk__in=[pk for pk, *_ in counted]).update(is_counted=True)
