"""Messages out: each a row with a state, so that none is lost and none goes out twice unseen."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> Self:
        return self.filter(state=Message.State.QUEUED, due_at__lte=at)


class Message(models.Model):
    """An SMS or an e-mail: written in the act that wants it, sent by a worker after that has committed.

    The text is made from its kind and its values when it is sent; where it goes is encrypted. Times are UTC instants.
    """

    class Channel(models.TextChoices):
        SMS = "sms", _("SMS")
        EMAIL = "email", _("E-mail")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Not known whether it was sent")
        HELD_BACK = "held_back", _("Not sent: somebody may be in danger")

    key = models.CharField(
        max_length=100, unique=True
    )  # what it is about, once: "callback-confirmed:17"
    kind = models.CharField(max_length=40)  # a name in kinds.py
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="sv")
    to = models.TextField(blank=True)  # encrypted; emptied when it is old
    values = models.TextField(blank=True)  # encrypted JSON: what the text is filled with
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)  # when the bell was last rung for it
    expires_at = models.DateTimeField(
        null=True, blank=True
    )  # of no use afterwards: a code, a reminder
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    adapter = models.CharField(max_length=20, blank=True)
    provider_ref = models.CharField(max_length=100, blank=True)
    report_token = models.CharField(
        max_length=64, blank=True
    )  # keyed hash of the address reports come to
    reported_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(state="queued")),
            models.Index(
                fields=["sent_at"], name="message_under_way", condition=Q(state="sending")
            ),
            models.Index(fields=["created_at"], name="message_made"),
            models.Index(
                fields=["report_token"], name="message_report", condition=~Q(report_token="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
