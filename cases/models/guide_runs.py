"""Guides that an agent went through with somebody, each for one question of a contact."""

from django.db import models
from django.db.models import Q

from cases.models.contacts import Question
from contactcenter.accounts.models import User
from knowledge import guides
from knowledge.guides import Walk
from knowledge.models import GuideVersion


class GuideRun(models.Model):
    """What was answered in a guide, in which version, and where it led. Gone through again, it says what was answered last.

    The answers are letters and the outcome is a code, but they tell of somebody: kept and read like a note.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="guide_runs")
    guide = models.SlugField(max_length=80)  # the version's, so that a question has each guide once
    version = models.ForeignKey(GuideVersion, models.PROTECT, related_name="+")
    answers = models.CharField(max_length=20)
    outcome = models.CharField(max_length=80)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["question__number", "guide"]
        constraints = [
            models.UniqueConstraint(fields=["question", "guide"], name="guide_run_once"),
            models.CheckConstraint(
                name="guide_run_came_to_an_end", condition=~Q(answers="") & ~Q(outcome="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.guide}"

    @property
    def definition(self) -> guides.Guide:
        return guides.of_text(self.version.content)

    @property
    def walk(self) -> Walk:
        return guides.walk(self.definition, self.answers)
