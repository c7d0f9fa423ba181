"""Where published texts lead to, and whether there is something there."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from knowledge.models.articles import ArticleText

ASKED_EVERY = timedelta(days=1)
WEB = ("https://", "http://")


class LinkQuerySet(models.QuerySet["Link"]):
    def outside(self) -> Self:
        https, http = WEB
        return self.filter(Q(target__startswith=https) | Q(target__startswith=http))

    def due(self, at: datetime) -> Self:
        """Keep addresses outside our site that have not been asked for a day."""
        long_ago = at - ASKED_EVERY
        return self.outside().filter(Q(checked_at=None) | Q(checked_at__lte=long_ago))

    def dead(self) -> Self:
        """Keep what was looked into and is not as it should be."""
        return self.exclude(troubled_since=None)


class Link(models.Model):
    """One target of links, as texts write it. A row is there for as long as a published text leads to it."""

    class State(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet")
        ALIVE = "alive", _("Answers")
        GONE = "gone", _("There is no such page")
        NO_ANSWER = "no_answer", _("Nobody answers")
        MOVED = "moved", _("Leads on to another site")
        NOT_KNOWN = "not_known", _("The site does not say")
        NOT_ALLOWED = "not_allowed", _("No open https address")

    target = models.TextField()
    texts = models.ManyToManyField(ArticleText, related_name="links")
    state = models.CharField(max_length=20, choices=State, default=State.NOT_ASKED)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    troubled_since = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["troubled_since", "pk"]
        indexes = [
            models.Index(fields=["troubled_since"], name="link_troubled_since"),
            models.Index(fields=["checked_at"], name="link_checked_at"),
        ]
        constraints = [models.UniqueConstraint(MD5("target"), name="link_once")]

    def __str__(self) -> str:
        return self.target

    @property
    def is_outside(self) -> bool:
        return self.target.startswith(WEB)
