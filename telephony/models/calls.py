"""Calls as the switch tells of them: events as they came, and what they add up to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from telephony.models.callbacks import Attempt
from telephony.models.queues import Queue


class Call(models.Model):
    """One call, folded from its events. Who it was with is encrypted and forgotten soon; the times stay."""

    class Direction(models.TextChoices):
        IN = "in", _("Incoming")
        OUT = "out", _("Outgoing")

    class State(models.TextChoices):
        OFFERED = "offered", _("Arriving")
        QUEUED = "queued", _("Waiting in line")
        RINGING = "ringing", _("Ringing")
        TALKING = "talking", _("Talking")
        HELD = "held", _("On hold")
        ENDED = "ended", _("Ended")

    source = models.CharField(max_length=20)  # a driver, or a switch of the city's
    provider_ref = models.CharField(max_length=100)
    direction = models.CharField(max_length=3, choices=Direction)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="calls", null=True, blank=True)
    attempt = models.OneToOneField(
        Attempt, models.CASCADE, related_name="call", null=True, blank=True
    )
    agent = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    number = models.TextField(blank=True)  # encrypted
    number_hash = models.CharField(max_length=64, blank=True)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)  # as drivers.base.Outcome has it
    is_abandoned = models.BooleanField(default=False)  # hung up while waiting in line
    transfers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["queue", "queued_at"], name="call_in_line", condition=Q(state="queued")
            ),
            models.Index(
                fields=["number_hash"], name="call_live_number", condition=~Q(state="ended")
            ),
            models.Index(fields=["number_hash"], name="call_number", condition=~Q(number_hash="")),
            models.Index(fields=["ended_at"], name="call_ended"),
            models.Index(
                fields=["ended_at", "arrived_at"],
                name="call_to_forget",
                condition=~Q(number="", number_hash=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "provider_ref"], name="call_once"),
            models.CheckConstraint(
                name="call_ended_is_timed",
                condition=Q(state="ended", ended_at__isnull=False)
                | ~Q(state="ended") & Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class CallSegment(models.Model):
    """A part of a call: its menu, its wait in line, its ringing, talk, hold."""

    class Kind(models.TextChoices):
        MENU = "menu", _("Phone menu")
        QUEUED = "queued", _("Waiting in line")
        RINGING = "ringing", _("Ringing")
        TALK = "talk", _("Talk")
        HOLD = "hold", _("Hold")

    call = models.ForeignKey(Call, models.CASCADE, related_name="segments")
    kind = models.CharField(max_length=10, choices=Kind)
    agent = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.call} {self.kind}"


class CallEventRecord(models.Model):
    """An event as it came in, once, whatever its order: never changed. No number stands here."""

    source = models.CharField(max_length=20)
    event_id = models.CharField(max_length=100)
    provider_ref = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["source", "provider_ref"], name="call_event_of_call")]
        constraints = [
            models.UniqueConstraint(fields=["source", "event_id"], name="call_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind}"


class PopToken(models.Model):
    """A one-time word that shows an agent the call that rings, so that no number stands in an address."""

    digest = models.CharField(max_length=64, unique=True)
    call = models.ForeignKey(Call, models.CASCADE, related_name="pop_tokens")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.call}"
