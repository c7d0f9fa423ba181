"""Files of articles that somebody has handed in: shown first, then taken or dropped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User


class ArticleImport(models.Model):
    """A file as it was read, until somebody takes it in or drops it; forgotten after a while either way."""

    file_name = models.CharField(_("File"), max_length=200)
    rows = models.JSONField()  # [[place, {column: text}], …]
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    taken_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
