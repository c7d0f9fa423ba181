"""Articles: one answer for agent, resident and paper, in as many languages as it has been translated to.

Facts change in Swedish. Whoever publishes a Swedish text says how it changed; a changed fact turns every translation of an
older text out of date in the same moment, because one number on the article moves (`facts_version`).
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from districts.models import PhoneLine, Unit
from knowledge.models.topics import Topic

SOURCE_LANGUAGE = "sv"  # translations are made from it, and are measured against it


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> Self:
        """Keep what staff read: articles whose Swedish text has been published."""
        texts = ArticleText.objects.published().filter(
            article=OuterRef("pk"), language=SOURCE_LANGUAGE
        )
        return self.filter(Exists(texts))

    def public_at(self, at: datetime) -> Self:
        """Keep what residents read at the moment."""
        return self.published().filter(
            Q(publish_from=None) | Q(publish_from__lte=at),
            Q(publish_until=None) | Q(publish_until__gt=at),
            is_public=True,
        )


class Article(models.Model):
    """An answer to one question that people ask."""

    slug = models.SlugField(_("Address"), unique=True, max_length=80)
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="articles", verbose_name=_("Topic")
    )
    is_public = models.BooleanField(_("Residents may read it"), default=True)
    leaves_quickly = models.BooleanField(_("Offers to leave the page quickly"), default=False)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Owner")
    )
    owner_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Unit that answers for it"),
    )
    review_due = models.DateField(_("To be reviewed by"))
    publish_from = models.DateTimeField(_("Shown from"), null=True, blank=True)
    publish_until = models.DateTimeField(_("Shown until"), null=True, blank=True)
    related = models.ManyToManyField(
        "self", symmetrical=False, blank=True, verbose_name=_("Related questions")
    )
    units = models.ManyToManyField(
        Unit, related_name="articles", blank=True, verbose_name=_("Where to turn")
    )
    lines = models.ManyToManyField(
        PhoneLine, related_name="articles", blank=True, verbose_name=_("Lines to call")
    )
    sources = models.TextField(_("Sources"), blank=True)  # one a line
    popularity = models.PositiveIntegerField(_("How much it is asked for"), default=0)
    facts_version = models.PositiveIntegerField(
        default=1
    )  # of the Swedish text that last changed a fact
    revision = models.PositiveIntegerField(default=0)  # of what stands here, not of its texts
    reminded_for = models.DateField(null=True, blank=True)  # the `review_due` that was reminded of

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["topic__sort_order", "-popularity", "slug"]
        constraints = [
            models.CheckConstraint(
                name="article_shown_until_after_from",
                condition=Q(publish_from=None)
                | Q(publish_until=None)
                | Q(publish_until__gt=F("publish_from")),
                violation_error_message=_("It must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def is_public_at(self, at: datetime) -> bool:
        has_begun = self.publish_from is None or self.publish_from <= at
        has_ended = self.publish_until is not None and self.publish_until <= at
        return self.is_public and has_begun and not has_ended


class ArticleTextQuerySet(models.QuerySet["ArticleText"]):
    def published(self) -> Self:
        return self.filter(state=ArticleText.State.PUBLISHED)

    def being_written(self) -> Self:
        """Keep drafts and what waits for a colleague's review: at most one for each article and language."""
        return self.filter(state__in=[ArticleText.State.DRAFT, ArticleText.State.IN_REVIEW])

    def out_of_date(self) -> Self:
        """Keep translations of a Swedish text of before the facts changed. They are shown with a notice."""
        return self.filter(source_version__lt=F("article__facts_version"))


class ArticleText(models.Model):
    """One version of an article in one language. What has been published is never changed: it is replaced."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")

    class Change(models.TextChoices):
        """How a text differs from the one before, as its writer says."""

        TYPO = "typo", _("Typing error")
        CLARIFICATION = "clarification", _("Clarification")
        CHANGED_FACT = "changed_fact", _("Changed fact")

    article = models.ForeignKey(Article, models.CASCADE, related_name="texts")
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    change = models.CharField(
        _("What kind of change"), max_length=20, choices=Change, default=Change.CHANGED_FACT
    )
    change_note = models.CharField(_("What changed"), max_length=200, blank=True)
    source_version = models.PositiveIntegerField(
        null=True, blank=True
    )  # the version of the Swedish text that this one translates

    title = models.CharField(_("Question"), max_length=120)
    short_answer = models.CharField(_("Short answer"), max_length=400)
    body = models.TextField(_("Text"), blank=True)  # Markdown
    have_ready = models.TextField(_("What to have ready"), blank=True)  # one thing a line
    law_references = models.TextField(_("Law"), blank=True)  # one a line
    agent_notes = models.TextField(_("For staff only"), blank=True)  # Markdown
    unconfirmed = models.TextField(_("Not confirmed"), blank=True)  # Markdown, for staff only

    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    written_at = models.DateTimeField()
    # What the writer is asked to see to, when a colleague gave the draft back.
    returned_because = models.CharField(_("What should change"), max_length=500, blank=True)
    returned_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Who speaks the language from home and has read the text, on which day; nobody: it says so to staff.
    native_reader = models.CharField(_("Read by a native reader"), max_length=100, blank=True)
    native_read_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(
        default=0
    )  # of the draft: a page saves only what it was shown

    objects = ArticleTextQuerySet.as_manager()

    class Meta:
        ordering = ["article", "language", "-version"]
        constraints = [
            models.UniqueConstraint("article", "language", "version", name="article_text_version"),
            models.UniqueConstraint(
                "article",
                "language",
                condition=Q(state="published"),
                name="article_text_one_published",
            ),
            models.UniqueConstraint(
                "article",
                "language",
                condition=Q(state__in=["draft", "in_review"]),
                name="article_text_one_being_written",
            ),
            models.CheckConstraint(
                name="article_text_checked_by_someone_else",
                condition=Q(checked_by=None) | ~Q(checked_by=F("written_by")),
                violation_error_message=_("Somebody else than the writer has to check it."),
            ),
            models.CheckConstraint(
                name="article_text_translates_a_version",
                condition=Q(language=SOURCE_LANGUAGE, source_version=None)
                | (~Q(language=SOURCE_LANGUAGE) & Q(source_version__isnull=False)),
            ),
            models.CheckConstraint(
                name="article_text_published_at_some_time",
                condition=Q(state__in=["draft", "in_review"], published_at=None)
                | Q(state__in=["published", "replaced"], published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_translation(self) -> bool:
        return self.language != SOURCE_LANGUAGE

    @property
    def is_out_of_date(self) -> bool:
        """Whether facts have changed since the Swedish text that this one translates; reads `article`."""
        return self.source_version is not None and self.source_version < self.article.facts_version

    @property
    def direction(self) -> str:
        return "rtl" if self.language in settings.RIGHT_TO_LEFT else "ltr"
