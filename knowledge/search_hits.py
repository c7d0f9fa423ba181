"""The articles that answer a question, the best first: one query however many there are, and one for their texts.

Best is what meets most of the words; then where they stand (title, short answer, text), how often the article is asked for,
and how new it is. What somebody typed counts more than what means the same.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge import numbers, search_words
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText
from knowledge.search_query import Question, any_of

ENOUGH = 3  # articles that meet every word; with fewer, those that meet some are worth showing
WEIGHTS = (
    "{0, 0.15, 0.4, 1.0}"  # of PostgreSQL's D (not ranked), C, B, A: topic, short answer, title
)
A_BODY = 0.05  # what a text is worth that has the words in its body alone
A_YEAR = 31_557_600  # seconds

# What was typed is part of both, and so counts three times. ts_rank is an average over the words asked for: times their
# number, so that a word with many synonyms does not say less than one without.
RANK = """
    2 * ts_rank(%(weights)s, head, to_tsquery(%({0}stemmer)s, %({0}direct)s))
        * (numnode(to_tsquery(%({0}stemmer)s, %({0}direct)s)) + 1)
    + ts_rank(%(weights)s, head, to_tsquery(%({0}stemmer)s, %({0}some)s))
        * (numnode(to_tsquery(%({0}stemmer)s, %({0}some)s)) + 1)
"""
EVERY = """
    SELECT article_id, published_at, %(count)s AS met,
        {rank} AS rank
    FROM knowledge_indexedtext
    WHERE language = %({0}language)s AND vector @@ to_tsquery(%({0}stemmer)s, %({0}every)s)
"""
# Not begun while enough articles meet every word; what a body says in passing meets some words too easily.
SOME = """
    SELECT article_id, published_at, {met},
        {rank}
    FROM knowledge_indexedtext
    WHERE language = %({0}language)s AND head @@ to_tsquery(%({0}stemmer)s, %({0}some)s)
        AND (SELECT count(*) FROM meeting_every) < %(enough)s
"""
MEETS = "(head @@ to_tsquery(%({0}stemmer)s, %({0}term{number})s))::int"
BEST = """
    WITH meeting_every AS ({every}), meeting_some AS ({some}), found AS (
        SELECT article_id, max(met) AS met, max(rank) AS rank, max(published_at) AS published_at
        FROM (SELECT * FROM meeting_every UNION ALL SELECT * FROM meeting_some) AS either
        GROUP BY article_id
    )
    SELECT article.id, met, count(*) OVER ()
    FROM found JOIN knowledge_article AS article ON article.id = found.article_id
    WHERE EXISTS (
        SELECT FROM knowledge_indexedtext AS source
        WHERE source.article_id = article.id AND source.language = %(source)s
    ) {visible}
    ORDER BY met DESC, (rank + %(a_body)s) * (1 + ln(1 + popularity) / 10)
        / (1 + 0.05 * extract(epoch FROM %(at)s - found.published_at) / %(a_year)s) DESC, slug
    LIMIT %(most)s
"""
VISIBLE_TO_RESIDENTS = """
    AND article.is_public AND coalesce(publish_from <= %(at)s, true)
    AND coalesce(publish_until > %(at)s, true)
"""


@dataclass(frozen=True)
class Hit:
    """An article that answers, in the language asked for or else in Swedish. `met`: how many terms it meets."""

    text: ArticleText
    swedish: ArticleText
    met: int
    question: Question
    at: datetime

    @property
    def is_shown(self) -> bool:
        """Say whether residents may read it at the moment."""
        return self.article.is_public_at(self.at)

    @property
    def article(self) -> Article:
        return self.text.article

    @property
    def is_translated(self) -> bool:
        return self.text.language != SOURCE_LANGUAGE

    @property
    def title(self) -> SafeString:
        return mark(self.text.title, self.text.language, self.question)

    @property
    def short_answer(self) -> SafeString:
        return mark(numbers.whole(self.text.short_answer), self.text.language, self.question)


@dataclass(frozen=True)
class Hits:
    """The best of `total`."""

    question: Question
    shown: tuple[Hit, ...] = ()
    total: int = 0

    @property
    def most_met(self) -> int:
        """Answer how many terms the best of them meets."""
        return self.shown[0].met if self.shown else 0

    @property
    def meets_every_word(self) -> bool:
        return self.most_met == len(self.question.terms)


def find(question: Question, *, language: str, at: datetime, for_staff: bool, most: int) -> Hits:
    """Find articles by their texts in the language and in Swedish. Residents see public ones, while they are shown."""
    if not question:
        return Hits(question)
    languages = list(dict.fromkeys([language, SOURCE_LANGUAGE]))
    asked = parameters(question, languages) | {"at": at, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement(question, languages, for_staff=for_staff), asked)
        rows = cursor.fetchall()
    texts = texts_of([article for article, _met, _total in rows], languages)
    shown = tuple(
        Hit(
            texts.get((article, language)) or texts[article, SOURCE_LANGUAGE],
            texts[article, SOURCE_LANGUAGE],
            met,
            question,
            at,
        )
        for article, met, _total in rows
        if (article, SOURCE_LANGUAGE) in texts
    )
    return Hits(question, shown, rows[0][2] if rows else 0)


def statement(question: Question, languages: list[str], *, for_staff: bool) -> str:
    """Write the query; everything that was typed goes in by parameters."""
    meets = " + ".join(MEETS.replace("{number}", str(n)) for n in range(len(question.terms)))
    parts = [part.replace("{rank}", RANK).replace("{met}", meets) for part in (EVERY, SOME)]
    every, some = (
        " UNION ALL ".join(part.format(f"{language}_") for language in languages) for part in parts
    )
    return BEST.format(every=every, some=some, visible="" if for_staff else VISIBLE_TO_RESIDENTS)


def parameters(question: Question, languages: list[str]) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "count": len(question.terms),
        "enough": ENOUGH,
        "weights": WEIGHTS,
        "source": SOURCE_LANGUAGE,
        "a_year": A_YEAR,
        "a_body": A_BODY,
    }
    for language in languages:
        each = question.each(language)
        asked |= {
            f"{language}_language": language,
            f"{language}_stemmer": search_words.stemmer_of(language),
            f"{language}_direct": question.direct(language),
            f"{language}_every": " & ".join(each),
            f"{language}_some": any_of(each),
            **{f"{language}_term{number}": term for number, term in enumerate(each)},
        }
    return asked


def texts_of(articles: list[int], languages: list[str]) -> dict[tuple[int, str], ArticleText]:
    """Answer the articles' published texts by article and language. One query."""
    texts = ArticleText.objects.published().filter(article__in=articles, language__in=languages)
    texts = texts.select_related("article__topic__parent").defer("body", "agent_notes")
    return {(text.article_id, text.language): text for text in texts}


def mark(text: str, language: str, question: Question) -> SafeString:
    """Answer the text as HTML with the words that were asked for marked."""
    pieces, end = [], 0
    for word in search_words.WORD.finditer(text):
        if question.answers_to(word[0], language):
            pieces += [escape(text[end : word.start()]), f"<mark>{escape(word[0])}</mark>"]
            end = word.end()
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308 (every piece is escaped)
