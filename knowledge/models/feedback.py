"""What readers say about an article: residents whether it was useful, agents which paragraph is wrong."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from knowledge.models.articles import SOURCE_LANGUAGE, Article, ArticleText

COMMENT_LENGTH = 1000


def newest_title() -> Subquery:
    texts = ArticleText.objects.filter(article=OuterRef("article"), language=SOURCE_LANGUAGE)
    return Subquery(texts.order_by("-version").values("title")[:1])


# A bare "yes" or "no" is counted; a flag, or words, somebody has to read.
ASKS_FOR_WORK = ~Q(comment="") | Q(kind="flag")


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def unhandled(self) -> Self:
        return self.filter(handled_at=None)

    def handled(self) -> Self:
        return self.exclude(handled_at=None)

    def waiting(self) -> Self:
        return self.unhandled().filter(ASKS_FOR_WORK)

    def flags(self) -> Self:
        return self.exclude(flagged_by=None)

    def of_owner(self, person: User) -> Self:
        return self.filter(article__owner=person)

    def untold(self) -> Self:
        """Keep flags of which their article's owner has not been told yet."""
        return self.flags().filter(told_at=None, handled_at=None, article__owner__is_active=True)

    def with_title(self) -> Self:
        """Add `title`: the newest Swedish title of the article."""
        return self.annotate(title=newest_title())


class Feedback(models.Model):
    """One answer to "was this useful?", or one flag. `version`: of the text that was read; none: not translated."""

    class Kind(models.TextChoices):
        USEFUL = "useful", _("Useful")
        NOT_USEFUL = "not_useful", _("Not useful")
        FLAG = "flag", _("Flagged by staff")

    article = models.ForeignKey(Article, models.CASCADE, related_name="feedback")
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(_("What"), max_length=20, choices=Kind)
    comment = models.TextField(_("Comment"), max_length=COMMENT_LENGTH, blank=True)
    paragraph = models.TextField(_("Paragraph"), blank=True)  # as it stood when it was flagged
    flagged_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # the owner, of a flag

    handled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = [F("handled_at").desc(nulls_first=True), "-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "at"], name="feedback_article"),
            models.Index(fields=["-at"], name="feedback_at"),
            models.Index(
                fields=["-at"],
                condition=Q(handled_at=None) & ASKS_FOR_WORK,
                name="feedback_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="feedback_flag_says_who_and_what",
                condition=Q(kind="flag", flagged_by__isnull=False) & ~Q(paragraph="")
                | ~Q(kind="flag") & Q(flagged_by=None, paragraph=""),
            ),
            models.CheckConstraint(
                name="feedback_handled_by_somebody",
                condition=Q(handled_by=None, handled_at=None)
                | Q(handled_by__isnull=False, handled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.kind}"
