"""What people ask about. Articles hang on topics; a topic belongs to an assignment of the contact centre."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from districts.models import Service


class TopicQuerySet(models.QuerySet["Topic"]):
    def in_use(self) -> Self:
        """Keep the topics that may be chosen today, as a tree is read: each under its parent."""
        return self.filter(is_active=True)


class Topic(models.Model):
    """What a question is about, in a tree of two levels (Swedish: ämne)."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("Name"), max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="topics", null=True, blank=True
    )
    is_urgent = models.BooleanField(_("Urgent"), default=False)
    is_active = models.BooleanField(_("In use"), default=True)
    sort_order = models.PositiveSmallIntegerField(default=0)  # of the whole tree, parents first

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name
