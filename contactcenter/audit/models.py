"""The audit trail: append-only, chained. Plain values, no foreign keys: it outlives what it speaks of."""

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done or looked at: who, what, on whom or what, why, when."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    contact_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
