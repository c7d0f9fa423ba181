"""Messages out: each a row with a state, so that none is lost and none goes out twice unseen."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> Self:
        """Keep what is to be sent at the moment, also when it is too late for it."""
        return self.filter(state=Message.State.QUEUED, due_at__lte=at)

    def of_use(self, at: datetime) -> Self:
        """Leave out what is of no use any more: a code, a reminder."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def unsettled(self) -> Self:
        """Keep what a person has to look at: it may have gone out or not, or it failed."""
        return self.filter(state__in=TROUBLED, settled_at=None)


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Not known whether it was sent")
    EXPIRED = "expired", _("Not sent: too late")
    HELD_BACK = "held_back", _("Not sent: somebody may be in danger")


TROUBLED = [State.UNKNOWN, State.FAILED]


class Message(models.Model):
    """An SMS or an e-mail: written in the act that wants it, sent by a worker after that has committed.

    The text is made from its kind and its values when it is sent; where it goes is encrypted. Times are UTC instants.
    """

    State = State

    class Channel(models.TextChoices):
        SMS = "sms", _("SMS")
        EMAIL = "email", _("E-mail")

    class Fault(models.TextChoices):
        """Why a message failed."""

        NO_ADAPTER = "no_adapter", _("No way of sending is set up")
        REFUSED = "refused", _("The provider refused it")
        NOT_REACHED = "not_reached", _("The provider could not be reached")
        NOT_DELIVERED = "not_delivered", _("The provider could not deliver it")

    key = models.CharField(max_length=100, unique=True)  # what it is about: "callback-booked:17"
    kind = models.CharField(max_length=40)  # a name in kinds.py
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="sv")
    to = models.TextField(blank=True)  # encrypted; emptied when it is old
    values = models.TextField(blank=True)  # encrypted JSON: what the text is filled with
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    fault = models.CharField(max_length=20, choices=Fault, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)  # when a worker was last told of it
    expires_at = models.DateTimeField(null=True, blank=True)  # of no use afterwards
    sent_at = models.DateTimeField(null=True, blank=True)  # when it was last taken to be sent
    tries = models.PositiveSmallIntegerField(default=0)
    adapter = models.CharField(max_length=20, blank=True)
    provider_ref = models.CharField(max_length=100, blank=True)
    # Of the newest try: keyed hash of the secret in the address that its reports come to.
    report_token = models.CharField(max_length=64, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # by a person who lets it rest

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(state="queued")),
            models.Index(
                fields=["sent_at"], name="message_under_way", condition=Q(state="sending")
            ),
            models.Index(
                fields=["-id", "state"],  # the list is read in its order, to its end
                name="message_unsettled",
                condition=Q(state__in=["unknown", "failed"], settled_at=None),
            ),
            models.Index(fields=["due_at"], name="message_kept", condition=~Q(to="")),
            models.Index(fields=["state", "-id"], name="message_in_state"),
            models.Index(fields=["kind", "-id"], name="message_of_kind"),
            models.Index(
                fields=["report_token"], name="message_report", condition=~Q(report_token="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_sms(self) -> bool:
        return self.channel == self.Channel.SMS

    def is_of_use(self, at: datetime) -> bool:
        return self.expires_at is None or self.expires_at > at

    def is_unsettled(self) -> bool:
        return self.state in TROUBLED and self.settled_at is None
