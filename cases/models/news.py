"""News and work instructions for those who answer, by those who lead and edit; and who has read them."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User

WORDS_AT_MOST = 12


class NewsItemQuerySet(models.QuerySet["NewsItem"]):
    def published_at(self, at: datetime) -> Self:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def in_state(self, state: "NewsItem.State", *, at: datetime) -> Self:
        match state:
            case NewsItem.State.CURRENT:
                return self.published_at(at)
            case NewsItem.State.PAST:
                return self.filter(ends_at__lte=at)
            case NewsItem.State.COMING:
                return self.filter(starts_at__gt=at)

    def addressed_to(self, person: User) -> Self:
        """Keep what is for everybody, or for one of the person's competences."""
        return self.filter(Q(competences=[]) | Q(competences__overlap=person.competences))

    def visible_to(self, person: User, *, at: datetime) -> Self:
        """Keep all for whoever writes; for readers what is for them and has begun, also when it has ended."""
        if person.has_perm("cases.write_news"):
            return self
        return self.addressed_to(person).filter(starts_at__lte=at)

    def with_read_by(self, person: User) -> Self:
        """Add `read_revision`: which version of the item the person has read; empty when none."""
        reads = NewsRead.objects.filter(item=OuterRef("pk"), reader=person)
        return self.annotate(read_revision=Subquery(reads.values("revision")))

    def saying(self, text: str) -> Self:
        """Keep the items in which every word of the text stands somewhere; nobody types more than so many."""
        found = self
        for word in text.split()[:WORDS_AT_MOST]:
            found = found.filter(Q(title__icontains=word) | Q(body__icontains=word))
        return found


class NewsItem(models.Model):
    """Something that everybody who answers, or those with a competence, should know from one moment to another."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        INSTRUCTION = "instruction", _("Work instruction")

    class State(models.TextChoices):
        CURRENT = "current", _("Holds now")
        COMING = "coming", _("Coming")
        PAST = "past", _("Archive")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    title = models.CharField(_("Heading"), max_length=120)
    body = models.TextField(_("Text"))
    is_important = models.BooleanField(_("Important"), default=False)
    competences = ArrayField(
        models.CharField(max_length=50),
        verbose_name=_("For those with the competence"),
        default=list,
        blank=True,
    )
    starts_at = models.DateTimeField(_("Shown from"))
    ends_at = models.DateTimeField(_("Shown until"), null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)  # a changed item is to be read again

    objects = NewsItemQuerySet.as_manager()

    class Meta:
        ordering = ["-is_important", "-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["-starts_at"], name="news_item_starts"),
            models.Index(fields=["ends_at"], name="news_item_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                name="news_item_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It must end after it starts."),
            ),
            models.UniqueConstraint(
                "author", "starts_at", "title", MD5("body"), name="news_item_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, at: datetime) -> State:
        if self.starts_at > at:
            return self.State.COMING
        return self.State.PAST if self.ends_at and self.ends_at <= at else self.State.CURRENT

    def is_for(self, person: User) -> bool:
        return not self.competences or not set(self.competences).isdisjoint(person.competences)


class NewsRead(models.Model):
    """That somebody has read an item, as it was then."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="reads")
    reader = models.ForeignKey(User, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "reader"], name="news_read_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.reader}, {self.item}"
