"""What the sample city's residents and agents have said about articles."""

from datetime import datetime, timedelta

from contactcenter.accounts.models import User
from knowledge import feedback, flags
from knowledge.models import ArticleText, Feedback

# Article, useful, comment
ANSWERS = [
    ("the-norm", True, ""),
    ("the-norm", True, ""),
    ("the-norm", False, "Jag har två barn. Hur mycket blir det då?"),
    ("violence", True, "Tack, nu vet jag vart jag ska ringa."),
    ("appeal-a-decision", False, "Vilken adress ska jag skicka brevet till?"),
    ("appeal-a-decision", True, ""),
]
FLAGGED = "appeal-a-decision"
WRONG = "De som ringer tror att tre veckor räknas från dagen på brevet. Kan det stå tydligare?"


def load(*, at: datetime) -> int:
    """Let people say something, once; answer how many did."""
    if Feedback.objects.exists():
        return 0
    texts = {text.article.slug: text for text in swedish_texts()}
    for hours, (slug, is_useful, comment) in enumerate(ANSWERS, start=1):
        feedback.leave(
            texts[slug].article,
            language="sv",
            version=texts[slug].version,
            is_useful=is_useful,
            comment=comment,
            at=at - timedelta(hours=hours),
        )
    flagged = texts[FLAGGED]
    short_answer = flags.paragraphs_of(flagged)[1]
    agent = User.objects.get(email="agent@example.org")
    flags.put_up(flagged, paragraph=short_answer, reason=WRONG, by=agent, at=at)
    return len(ANSWERS) + 1


def swedish_texts() -> list[ArticleText]:
    slugs = {slug for slug, _useful, _comment in ANSWERS}
    published = ArticleText.objects.published().filter(language="sv", article__slug__in=slugs)
    return list(published.select_related("article"))
