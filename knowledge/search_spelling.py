"""Words that nobody has written in a text are perhaps misspelt: which ones were meant?"""

from django.db import connection

from knowledge.search_index import SHORTEST_KNOWN
from knowledge.search_query import Question
from knowledge.search_words import joined

LIKE_ENOUGH = 0.4  # of pg_trgm's similarity, from 0 to 1

NEAREST = """
    SELECT asked, known.word
    FROM unnest(%(asked)s::text[]) AS asked CROSS JOIN LATERAL (
        SELECT word FROM knowledge_knownword
        WHERE word %% asked AND similarity(word, asked) >= %(like_enough)s
        ORDER BY similarity(word, asked) DESC, word LIMIT 1
    ) AS known
    WHERE NOT EXISTS (SELECT FROM knowledge_knownword AS same WHERE same.word = asked)
"""


def corrected(question: Question) -> str:
    """Answer the question with the words that are most like the misspelt ones; nothing when none is. One query."""
    words = [joined(word) for term in question.terms for word in term.typed]
    long_enough = [word for word in words if len(word) >= SHORTEST_KNOWN]
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"asked": long_enough, "like_enough": LIKE_ENOUGH})
        nearest = dict(cursor.fetchall())
    return " ".join(nearest.get(word, word) for word in words) if nearest else ""
