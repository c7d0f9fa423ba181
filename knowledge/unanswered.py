"""Questions that found nothing, for editors: only what five people have asked, without digits and names.

Until the fifth has asked, nothing is kept that anybody could read: the cache holds a keyed mark of the words, and under it
keyed marks of who asked, for 30 days. The marks of one person under two questions differ.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge import search_words, synonyms
from knowledge.models import Article, SynonymGroup, UnansweredSearch

ENOUGH_PEOPLE = 5
MOST_PEOPLE = 99  # who are counted; more say nothing more
KEPT = timedelta(days=30)
LONGEST = 60  # characters; who writes more tells a story


def count(query: str, *, language: str, asker: str, at: datetime) -> None:
    """Count that somebody has found nothing. asker: what tells two people apart; it is not kept."""
    words = without_names(query)
    if not words:
        return
    people = people_who_asked(f"{language} {words}", asker)
    if people >= ENOUGH_PEOPLE:
        UnansweredSearch.objects.update_or_create(
            language=language,
            words=words,
            defaults={"people": people, "last_asked_on": timezone.localdate(at)},
        )


def without_names(query: str) -> str:
    """Answer the words in small letters, without those that have a digit or, inside the question, a capital letter."""
    words = list(search_words.words(query))
    kept = [
        word.casefold()
        for place, word in enumerate(words)
        if word.isalpha() and (place == 0 or not word[0].isupper())
    ]
    text = " ".join(kept)
    return text if len(text) <= LONGEST else ""


def people_who_asked(question: str, asker: str) -> int:
    """Add the asker to those who have asked the same, and answer how many they are. Without the cache nobody is counted."""
    mark = marked(question)
    try:
        askers: frozenset[str] = cache.get(f"unanswered.{mark}", frozenset())
        if len(askers) < MOST_PEOPLE:
            askers |= {marked(f"{mark} {asker}")}
            cache.set(f"unanswered.{mark}", askers, timeout=int(KEPT.total_seconds()))
    except RedisError:
        return 0
    return len(askers)


def marked(text: str) -> str:
    return salted_hmac("knowledge.unanswered", text, algorithm="sha256").hexdigest()


@transaction.atomic
def answer(
    search: UnansweredSearch,
    *,
    group: SynonymGroup | None,
    article: Article | None,
    by: User,
    at: datetime,
) -> None:
    """Let the words mean what a group of words means, or lead to an article; and take them off the list."""
    if group:
        words = [*group.words, *({search.words} - set(group.words))]
        synonyms.change(group, words, revision=group.revision, by=by, at=at)
    if article:
        synonyms.lead_to(article, [search.words], by=by, at=at)
    settle(search, by=by, at=at)


@transaction.atomic
def settle(search: UnansweredSearch, *, by: User, at: datetime) -> None:
    """Take it off the list: it has been given an answer, or needs none. Whoever presses twice settles nothing more."""
    open_still = UnansweredSearch.objects.filter(pk=search.pk, settled_at=None)
    if open_still.update(settled_by=by, settled_at=at):
        events.record(by, "search.settled", search, at=at)
