"""What the knowledge base keeps that people have written about it, what for, and how long."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from contactcenter.retention import Rule
from knowledge.models import ArticleImport, Feedback


def feedback(until: datetime) -> QuerySet[Feedback]:
    return Feedback.objects.filter(at__lte=until)


def imports(until: datetime) -> QuerySet[ArticleImport]:
    return ArticleImport.objects.filter(at__lte=until)


RULES = [
    Rule(
        what="feedback on articles",
        purpose="to make the answers better, and to see for a year whether they became so",
        days=settings.KEEP_FEEDBACK_DAYS,  # after it was left
        source="GDPR 5.1 e: free text may hold what we asked people not to write",
        since=feedback,
    ),
    Rule(
        what="files with articles",
        purpose="to see what a file brought in; what came of it stands in the articles",
        days=settings.KEEP_IMPORTS_DAYS,  # after it was handed in
        source="nobody needs it after that",
        since=imports,
    ),
]
