"""Pictures in articles. They lie in the database, so that every web server has them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User

ALT_LENGTH = 200


class PictureQuerySet(models.QuerySet["Picture"]):
    def without_content(self) -> "PictureQuerySet":
        """What a list needs, without the pictures themselves."""
        return self.defer("content")


class Picture(models.Model):
    """A picture as we made it from what was handed in (knowledge/pictures.py); it is known by what it holds."""

    digest = models.CharField(max_length=32, unique=True)  # of the content, in hexadecimals
    content = models.BinaryField()  # WebP
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(_("What the picture shows"), max_length=ALT_LENGTH)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.digest])
