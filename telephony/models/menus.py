"""The phone menu in its versions: what a caller to the main number hears and may choose."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User


class IvrMenuQuerySet(models.QuerySet["IvrMenu"]):
    def published(self) -> Self:
        return self.filter(state=IvrMenu.State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=IvrMenu.State.DRAFT)


class IvrMenu(models.Model):
    """One version of the phone menu (Swedish: talsvarsmeny). What has been published is never changed: it is replaced.

    `content` is what menu_content.py reads and writes; a published one has passed menu_checks.py.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    content = models.JSONField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # a page saves only what it was shown

    objects = IvrMenuQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                "state", condition=Q(state="published"), name="ivr_menu_one_published"
            ),
            models.UniqueConstraint("state", condition=Q(state="draft"), name="ivr_menu_one_draft"),
            models.CheckConstraint(
                name="ivr_menu_published_at_some_time",
                condition=Q(state="draft", published_at=None)
                | (~Q(state="draft") & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
