"""What the search costs beside its own bare SQL, over 2 000 articles in twelve languages.

The articles are drawn from the words of the starting ones, so that words are as common and as long as they are in texts.
Languages that are not measured have another one's vectors. All are taken away when it has been measured.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from statistics import median, quantiles

from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge import search, search_index, starting_articles
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, IndexedText, Topic

ARTICLES = 2_000
WORDS_OF_A_BODY = 150
ROUNDS = 20
GOAL = 2.0  # × the bare SQL
GOAL_MS = 50
LANGUAGES = ["sv", "en", "uk"]
QUESTIONS = {
    "sv": ["försörjningsstöd", "betala hyran", "vem är min handläggare", "vräkt", "bistond"],
    "en": ["income support", "pay the rent", "who is my case handler", "evicted", "distrikt"],
    "uk": ["гроші", "оренда", "хто веде мою справу", "соціальна допомога", "дитина"],
}


def run() -> None:
    at = timezone.now()
    with made_up_articles(at):
        report({language: measured(language, at) for language in LANGUAGES})


@contextmanager
def made_up_articles(at: datetime) -> Iterator[None]:
    """Have the articles, in every language, with their index and the statistics that PostgreSQL plans with."""
    topics = list(Topic.objects.all())
    drawn = random.Random(4)  # the same texts in every run
    articles = Article.objects.bulk_create(
        Article(
            slug=f"bench-{number}",
            topic=drawn.choice(topics),
            review_due=at.date(),
            popularity=drawn.randrange(100),
        )
        for number in range(ARTICLES)
    )
    for language in LANGUAGES:
        words = words_of(language)
        texts = [text_of(article, language, words, drawn, at) for article in articles]
        search_index.put_all(ArticleText.objects.bulk_create(texts, batch_size=500))
    for language, _name in settings.LANGUAGES:
        if language not in LANGUAGES:
            copy_into(language, articles, at)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE knowledge_article, knowledge_articletext, knowledge_indexedtext"
        )
    try:
        yield
    finally:
        ArticleText.objects.filter(article__in=articles).delete()
        Article.objects.filter(pk__in=[article.pk for article in articles]).delete()


def copy_into(language: str, articles: list[Article], at: datetime) -> None:
    texts = ArticleText.objects.bulk_create(
        [text_of(article, language, ["…"], random.Random(4), at) for article in articles]
    )
    others = IndexedText.objects.filter(language=LANGUAGES[-1], article__in=articles)
    vectors = {other.article_id: other for other in others}
    IndexedText.objects.bulk_create(
        (
            IndexedText(
                text=text,
                article=text.article,
                language=language,
                vector=vectors[text.article_id].vector,
                head=vectors[text.article_id].head,
                published_at=at,
            )
            for text in texts
        ),
        batch_size=200,
    )


def words_of(language: str) -> list[str]:
    """Answer the words of the starting articles in the language, as often as they stand there."""
    files = [folder / f"{language}.toml" for folder in starting_articles.folders()]
    texts = [starting_articles.read(file) for file in files if file.is_file()]
    return [
        word
        for text in texts
        for part in ("title", "short_answer", "body")
        for word in text[part].split()
    ]


def text_of(
    article: Article, language: str, words: list[str], drawn: random.Random, at: datetime
) -> ArticleText:
    return ArticleText(
        article=article,
        language=language,
        source_version=None if language == SOURCE_LANGUAGE else 1,
        state=ArticleText.State.PUBLISHED,
        title=" ".join(drawn.choices(words, k=7))[:120],
        short_answer=" ".join(drawn.choices(words, k=25))[:400],
        body=" ".join(drawn.choices(words, k=WORDS_OF_A_BODY)),
        written_at=at,
        published_at=at,
    )


def measured(language: str, at: datetime) -> tuple[list[float], list[float], int]:
    """Answer the milliseconds of the product's search, of its bare SQL, and the most queries that one search took."""
    whole, bare, most = [], [], 0
    for _round in range(ROUNDS):
        for question in QUESTIONS[language]:
            whole.append(milliseconds(partial(ask, question, language, at)))
            bare.append(milliseconds(bare_sql(question, language, at)))
    for question in QUESTIONS[language]:
        with CaptureQueriesContext(connection) as queries:
            ask(question, language, at)
        most = max(most, len(queries))
    return whole, bare, most


def ask(question: str, language: str, at: datetime) -> None:
    search.articles(question, language=language, at=at, for_staff=False)


def bare_sql(question: str, language: str, at: datetime) -> Callable[[], None]:
    """Answer what asks the database just what the product asks it, without the product."""
    with CaptureQueriesContext(connection) as queries:
        ask(question, language, at)
    statements = [query["sql"] for query in queries]

    def run_them() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.cursor.execute(statement)
                cursor.fetchall()

    return run_them


def milliseconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def report(times: dict[str, tuple[list[float], list[float], int]]) -> None:
    sys.stdout.write(
        f"\nSearch over {ARTICLES} articles × {len(settings.LANGUAGES)} languages\n"
        f"{'language':12}{'p50 ms':>9}{'p95 ms':>9}{'bare p50':>10}{'× bare':>8}{'queries':>9}{'goal':>18}\n"
    )
    for language, (whole, bare, queries) in times.items():
        ratio = median(whole) / median(bare)
        goal = f"≤ {GOAL:.0f} ×, ≤ {GOAL_MS} ms"
        sys.stdout.write(
            f"{language:12}{median(whole):9.1f}{quantiles(whole, n=20)[-1]:9.1f}{median(bare):10.1f}"
            f"{ratio:8.2f}{queries:9}{goal:>18}\n"
        )
