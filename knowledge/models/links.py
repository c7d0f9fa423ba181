"""Addresses outside our site that published texts lead to, and whether somebody answers there."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

CHECKED_EVERY = timedelta(days=1)


class OutsideLinkQuerySet(models.QuerySet["OutsideLink"]):
    def due(self, at: datetime) -> Self:
        return self.filter(Q(checked_at=None) | Q(checked_at__lte=at - CHECKED_EVERY))

    def troubled(self) -> Self:
        """Keep the addresses that were asked and are not as they should be."""
        return self.exclude(state__in=["", OutsideLink.State.ALIVE])


class OutsideLink(models.Model):
    """One address, asked once a day. A row is there for as long as a published text leads to the address."""

    class State(models.TextChoices):
        ALIVE = "alive", _("Answers")
        GONE = "gone", _("There is no such page")
        NO_ANSWER = "no_answer", _("Nobody answers")
        MOVED = "moved", _("Leads on to another site")
        NOT_KNOWN = "not_known", _("The site does not let us ask")
        NOT_ALLOWED = "not_allowed", _("Not an open https address")

    url = models.TextField()
    state = models.CharField(max_length=20, choices=State, blank=True)  # empty: not asked yet
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    troubled_since = models.DateTimeField(null=True, blank=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        ordering = ["troubled_since", "pk"]
        constraints = [models.UniqueConstraint(MD5("url"), name="outside_link_once")]

    def __str__(self) -> str:
        return self.url
