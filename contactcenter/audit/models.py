"""The audit trail: append-only, chained. Plain values, no foreign keys: it outlives what it speaks of.

PostgreSQL holds the events in one partition per month, and lets the application's role insert and read them, nothing else.
The tables are made by hand in the first migration; Django only knows their columns.
"""

from datetime import datetime
from typing import Self

from django.db import models


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def newest_first(self) -> Self:
        return self.order_by("-position")

    def recorded_between(self, start: datetime, end: datetime) -> Self:
        """Keep what was recorded in a half-open span of time; PostgreSQL then opens only its months."""
        return self.filter(recorded_at__gte=start, recorded_at__lt=end)

    def below(self, position: int) -> Self:
        return self.filter(position__lt=position)

    def of_kind(self, action: str) -> Self:
        """Keep one kind of act ("line.closed"), or all about one noun ("line."); everything, if nothing is named."""
        if action.endswith("."):
            return self.filter(action__startswith=action)
        return self.filter(action=action) if action else self.all()

    def done_by(self, name: str) -> Self:
        """Keep what people did whose name at the time holds these letters."""
        return self.filter(actor__icontains=name) if name else self.all()

    def about(self, subject: str) -> Self:
        """Keep what was done to one subject: "districts.unit 12", or an id or pseudonym alone."""
        kind, _, identifier = subject.strip().rpartition(" ")
        found = self.filter(subject_id=identifier) if identifier else self.all()
        return found.filter(subject_kind=kind) if kind else found


class AuditEvent(models.Model):
    """One thing that was done or looked at: who, what, on whom or what, why, when."""

    position = models.BigIntegerField(
        primary_key=True
    )  # 1, 2, 3 … without gaps, given under the chain's lock
    recorded_at = (
        models.DateTimeField()
    )  # by the database's clock, never before the event before it; picks the partition
    at = models.DateTimeField()  # when the act says that it happened
    actor_id = models.BigIntegerField(null=True)
    actor = models.TextField(blank=True)  # the name as it was then
    unit = models.TextField(blank=True)
    action = models.TextField()
    subject_kind = models.TextField(blank=True)
    subject_id = models.TextField(
        blank=True
    )  # a row's id, or a keyed pseudonym; never a personal number
    purpose = models.TextField(blank=True)
    contact_id = models.BigIntegerField(null=True)
    request_id = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.TextField()
    hash = models.TextField()

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id"], name="audit_event_subject"),
            models.Index(
                fields=["action"], name="audit_event_action", opclasses=["text_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.action}"

    @property
    def subject(self) -> str:
        """What the event is about, as it can be searched for."""
        return f"{self.subject_kind} {self.subject_id}".strip()


class Checkpoint(models.Model):
    """Where the trail begins after old months were dropped: sealed, so that the rest can still be verified."""

    position = models.BigIntegerField(primary_key=True)  # of the last event that was dropped
    hash = models.TextField()
    month = models.DateField()
    at = models.DateTimeField()
    seal = models.TextField()

    def __str__(self) -> str:
        return f"{self.position} ({self.month:%Y-%m})"


class Verification(models.Model):
    """The outcome of one look through the whole trail."""

    at = models.DateTimeField()
    events = models.BigIntegerField()
    problem = models.TextField(blank=True)  # empty: nothing is broken
    position = models.BigIntegerField(null=True)  # the first broken one

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.problem or 'whole'}"
