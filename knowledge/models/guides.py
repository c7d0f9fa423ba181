"""Guides in their versions: each holds the whole guide, its questions, answers and outcomes in all languages."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User


class GuideVersionQuerySet(models.QuerySet["GuideVersion"]):
    def published(self) -> Self:
        return self.filter(state=GuideVersion.State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=GuideVersion.State.DRAFT)

    def been_public(self) -> Self:
        """Keep what residents are led by, and what they may have been led by when they kept a link."""
        return self.exclude(state=GuideVersion.State.DRAFT)


class GuideVersion(models.Model):
    """One version of a guide (Swedish: guide). What has been published is never changed: it is replaced.

    The content is JSON as text, in the order in which its editor wrote it; it has passed guide_checks.py.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")

    slug = models.SlugField(_("Address"), max_length=80)  # of the guide: the same in every version
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    content = models.TextField(_("Questions and outcomes"))
    change_note = models.CharField(_("What changed"), max_length=200, blank=True)

    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    written_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # a page saves only what it was shown

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-number"]
        constraints = [
            models.UniqueConstraint("slug", "number", name="guide_version_number"),
            models.UniqueConstraint(
                "slug", condition=Q(state="published"), name="guide_version_one_published"
            ),
            models.UniqueConstraint(
                "slug", condition=Q(state="draft"), name="guide_version_one_draft"
            ),
            models.CheckConstraint(
                name="guide_version_checked_by_someone_else",
                condition=Q(checked_by=None) | ~Q(checked_by=F("written_by")),
                violation_error_message=_("Somebody else than the writer has to publish it."),
            ),
            models.CheckConstraint(
                name="guide_version_published_is_checked",
                condition=Q(state="draft") | Q(written_by=None) | Q(checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="guide_version_published_at_some_time",
                condition=Q(state="draft", published_at=None)
                | (~Q(state="draft") & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
