"""Which articles a question was answered from: kept with the version that was read, and counted for the article."""

from django.db import models

from cases.models.contacts import Question
from contactcenter.accounts.models import User
from knowledge.models import ArticleText


class UsedSource(models.Model):
    """A text that an agent answered a question from (Swedish: källa). It says nothing about who asked."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="sources")
    text = models.ForeignKey(ArticleText, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_counted = models.BooleanField(default=False)  # in the article's popularity

    class Meta:
        ordering = ["question__number", "pk"]
        indexes = [
            models.Index(
                fields=["at"], name="used_source_not_counted", condition=models.Q(is_counted=False)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["question", "text"], name="used_source_once")
        ]

    def __str__(self) -> str:
        return str(self.text)
