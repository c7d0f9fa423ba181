"""Every question of search_pairs.py finds its article among the first three, in the articles that a city begins with."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone

from districts import service_codes
from knowledge import search, starting_articles, topic_codes
from tests.knowledge.search_pairs import PAIRS


@pytest.fixture(scope="module")
def starting(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The starting articles with their index, put there once for all pairs, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        service_codes.load()
        topic_codes.load()
        starting_articles.load(at=timezone.now())
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("language", "query", "slug"), PAIRS)
@pytest.mark.usefixtures("starting")
def test_it_is_among_the_first_three(language, query, slug):
    hits = search.articles(query, language=language, at=timezone.now(), for_staff=False)

    assert slug in [hit.article.slug for hit in hits.shown[:3]]
