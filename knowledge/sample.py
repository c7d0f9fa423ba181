"""What the sample city's editors are at: whose articles they are, and a text in each state that one may meet."""

from datetime import datetime, timedelta

from django.utils import timezone

from contactcenter.accounts.models import User
from knowledge import articles
from knowledge.articles import Change
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText

EDITORS = ["editor@example.org", "editor2@example.org"]
LATEST_ADDITION = "summer-jobs"  # its last section is new; the English text has still to follow
IN_REVIEW = "call-back-and-call-costs"
PLAINER = (
    "Ja, vi kan ringa upp dig. Säg det när du ringer",
    "Ja. Be oss ringa upp dig när du ringer",
)
OVERDUE, DUE_SOON = "addiction", "appeal-a-decision"


def load(*, at: datetime) -> int:
    """Give the articles to the two editors, and let them work; answer how many articles got an owner.

    Once anybody owns an article, the city goes on by itself.
    """
    if Article.objects.exclude(owner=None).exists():
        return 0
    sofia, daniel = (User.objects.get(email=email) for email in EDITORS)
    slugs = list(Article.objects.order_by("slug").values_list("slug", flat=True))
    Article.objects.filter(slug__in=slugs[::2]).update(owner=sofia)
    Article.objects.filter(slug__in=slugs[1::2]).update(owner=daniel)
    today = timezone.localdate(at)
    Article.objects.filter(slug=OVERDUE).update(review_due=today - timedelta(days=10))
    Article.objects.filter(slug=DUE_SOON).update(review_due=today + timedelta(days=12))
    add_a_section(LATEST_ADDITION, writer=sofia, checker=daniel, at=at)
    wait_for_review(IN_REVIEW, writer=daniel, at=at)
    return len(slugs)


def add_a_section(slug: str, *, writer: User, checker: User, at: datetime) -> None:
    """Let the first version have been without its last section, and publish the second one as it is today."""
    text = swedish(slug)
    whole = text.body
    ArticleText.objects.filter(pk=text.pk).update(body=whole.rpartition("\n## ")[0])
    draft = submitted(slug, {"body": whole}, writer=writer, at=at)
    articles.publish(
        draft,
        revision=draft.revision,
        change=Change.CHANGED_FACT,
        change_note="Nytt: vad lönen betyder för familjens ekonomiska bistånd.",
        by=checker,
        at=at,
    )


def wait_for_review(slug: str, *, writer: User, at: datetime) -> None:
    plainer = swedish(slug).short_answer.replace(*PLAINER)
    submitted(slug, {"short_answer": plainer}, writer=writer, at=at)


def submitted(slug: str, fields: dict[str, str], *, writer: User, at: datetime) -> ArticleText:
    draft = articles.begin(Article.objects.get(slug=slug), SOURCE_LANGUAGE, by=writer, at=at)
    articles.submit(draft, revision=draft.revision, source_version=None, by=writer, at=at, **fields)
    return draft


def swedish(slug: str) -> ArticleText:
    return ArticleText.objects.published().get(article__slug=slug, language=SOURCE_LANGUAGE)
