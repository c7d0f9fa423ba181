"""Who can take a call now."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User


class Presence(models.Model):
    """What an agent says that they do, and since when. Whoever has been idle longest gets the next one."""

    class State(models.TextChoices):
        READY = "ready", _("Ready")
        IN_CALL = "in_call", _("In a call")
        WRAP_UP = "wrap_up", _("Wrap-up")
        BREAK = "break", _("Break")
        AWAY = "away", _("Away")

    user = models.OneToOneField(User, models.CASCADE, related_name="presence", primary_key=True)
    state = models.CharField(max_length=10, choices=State, default=State.AWAY)
    since = models.DateTimeField()
    idle_since = models.DateTimeField(null=True, blank=True)  # while ready
    seen_at = models.DateTimeField()  # the last sign of life of their browser

    class Meta:
        indexes = [
            models.Index(
                fields=["idle_since"], name="presence_longest_idle", condition=Q(state="ready")
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="presence_idle_while_ready",
                condition=Q(state="ready", idle_since__isnull=False)
                | ~Q(state="ready") & Q(idle_since=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_state_display()}"
