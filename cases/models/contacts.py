"""One occasion on which somebody turned to us, and the questions they had. Nothing here says who they are."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from districts.models import District
from knowledge.models import Topic
from telephony.models import Call, Callback

# Of the conversation: those that the house is written in, and any other.
LANGUAGES = [*settings.LANGUAGES, ("other", _("Another language"))]


class Outcome(models.Model):
    """How a question ended, a code (Swedish: utfall). Few, kept as data."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("Name"), max_length=60)
    is_answer = models.BooleanField(
        _("Answered at first contact"), default=False
    )  # counts towards that figure: cases/figures.py
    is_left_out = models.BooleanField(_("Left out of that figure"), default=False)
    is_active = models.BooleanField(_("In use"), default=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="outcome_answers_or_is_left_out",
                condition=Q(is_answer=False) | Q(is_left_out=False),
                violation_error_message=_("What is left out of the figure cannot count in it."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(models.QuerySet["Contact"]):
    def still_open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def of_agent(self, agent: User) -> Self:
        return self.filter(agent=agent)

    def counted(self) -> Self:
        """Keep what counts in figures: what was closed, and no training."""
        return self.closed().filter(is_training=False)


class Contact(models.Model):
    """One occasion: channel, language, times, and whose it is. Anonymous unless somebody gives a reason to be reached.

    While it is open it is its own draft: every field is saved as it is typed (cases/drafts.py).
    Times are by the database's clock.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone call")
        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Letter")
        VISIT = "visit", _("Visit")
        CHAT = "chat", _("Chat")
        WEB = "web", _("Web form")

    code = models.CharField(max_length=10, unique=True)  # what the resident can refer to
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel)
    language = models.CharField(
        _("Language of the conversation"), max_length=8, choices=LANGUAGES, default="sv"
    )
    interpreter = models.BooleanField(_("With an interpreter"), default=False)
    agent = models.ForeignKey(
        User, models.PROTECT, related_name="contacts", verbose_name=_("Agent")
    )
    is_training = models.BooleanField(default=False, editable=False)
    call = models.OneToOneField(  # that it was opened for: once, however often the switch asks
        Call, models.SET_NULL, related_name="contact", null=True, blank=True
    )
    callback = models.ForeignKey(  # that it was opened to keep
        Callback, models.SET_NULL, related_name="contacts", null=True, blank=True
    )
    urgent = models.CharField(  # a code of cases/urgent.py; empty: not urgent
        _("Urgent"), max_length=30, blank=True
    )
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # last time that anybody typed or chose something
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # counts changes: what a poll compares

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["agent"], name="contact_open_of", condition=Q(closed_at=None)),
            models.Index(fields=["touched_at"], name="contact_open", condition=Q(closed_at=None)),
            models.Index(fields=["-closed_at", "-id"], name="contact_closed"),
            models.Index(fields=["agent", "-closed_at"], name="contact_of_agent"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_closed_after_opened",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Question(models.Model):
    """One thing that somebody wanted to know: each has a topic, a district and an outcome of its own."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … within the contact
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Topic")
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("District"),
    )
    outcome = models.ForeignKey(
        Outcome, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Outcome")
    )
    note = models.TextField(_("Note"), blank=True)  # free text, forgotten soon: cases/retention.py

    class Meta:
        ordering = ["contact", "number"]
        indexes = [
            models.Index(fields=["topic", "contact"], name="question_topic"),
            models.Index(fields=["district", "contact"], name="question_district"),
            models.Index(fields=["contact"], name="question_with_note", condition=~Q(note="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="question_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.number}"


class OtherVersion(models.Model):
    """What somebody typed into a field that somebody else had changed meanwhile: kept until one of the two is chosen."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="other_versions")
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="other_versions", null=True, blank=True
    )
    field = models.CharField(max_length=30)
    value = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "question", "field", "by"],
                name="other_version_once_per_person",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.field}"


class Correction(models.Model):
    """A change to a contact that was closed before: what stood there and what stands there now. Free text is not kept."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changes = models.JSONField(
        default=list
    )  # [{"question": 1, "field": "topic", "old": …, "new": …}]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.contact} {self.at:%Y-%m-%d %H:%M}"
