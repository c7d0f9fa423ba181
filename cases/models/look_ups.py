"""Looking up who handles somebody's case: how we made sure who asks, what for, and how often. No client data is kept.

A person stands here as a keyed pseudonym of the personal number (contactcenter/audit/pseudonyms.py), never as the number.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.contacts import Contact
from contactcenter.accounts.models import User


class IdentityCheck(models.Model):
    """How it was made sure, within one contact, that the person who asks is who they say. Holds for ten minutes."""

    class Method(models.TextChoices):
        CALL_BACK = "call_back", _("Rang the number that the register has")
        CONTROL_QUESTIONS = "control_questions", _("Control questions")
        IN_PERSON = "in_person", _("In person, with an identity document")
        BANKID = "bankid", _("BankID on the phone")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="identity_checks")
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=64)  # pseudonym
    method = models.CharField(_("How"), max_length=20, choices=Method)
    reference = models.CharField(max_length=100, blank=True)  # of the e-identification partner
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["begun_at"], name="identity_check_begun")]
        constraints = [
            models.CheckConstraint(
                name="identity_check_confirmed_or_failed",
                condition=Q(confirmed_at=None) | Q(failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.method}"


class LookUp(models.Model):
    """One question to the case register: counted against the limits, and what the log review draws its samples from."""

    class Purpose(models.TextChoices):
        HANDLER = "handler", _("The person asks who handles their case")
        DECISION = "decision", _("The person asks about a decision in their own matter")
        PAYOUT = "payout", _("The person asks when money is paid out")
        HANDOVER = "handover", _("The handler must be told something")

    class Outcome(models.TextChoices):
        FOUND = "found", _("Found")
        NOT_FOUND = "not_found", _("Not found")
        BLOCKED = "blocked", _("Blocked: protected identity")
        FAILED = "failed", _("The register did not answer")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="look_ups")
    identity = models.ForeignKey(IdentityCheck, models.CASCADE, related_name="look_ups")
    agent = models.ForeignKey(User, models.PROTECT, related_name="look_ups")
    subject = models.CharField(max_length=64)  # pseudonym
    purpose = models.CharField(_("What for"), max_length=20, choices=Purpose)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)  # empty: under way

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["agent", "at"], name="look_up_of_agent"),
            models.Index(fields=["at"], name="look_up_at"),
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.purpose}"


class LookUpAlert(models.Model):
    """A look-up that somebody should have a look at: own number, same surname, numbers in a row …"""

    class Rule(models.TextChoices):
        OWN_NUMBER = "own_number", _("The agent's own number")
        SAME_SURNAME = "same_surname", _("The same surname as the agent")
        SEQUENCE = "sequence", _("Numbers in a row")
        NO_CONVERSATION = "no_conversation", _("No conversation around it")

    look_up = models.ForeignKey(LookUp, models.CASCADE, related_name="alerts")
    rule = models.CharField(max_length=20, choices=Rule)
    at = models.DateTimeField()
    seen_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["look_up", "rule"], name="look_up_alert_once_per_rule")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.look_up_id}"


class LookUpRelease(models.Model):
    """An agent has come to the limit; a team lead lets them go on, or does not."""

    class Span(models.TextChoices):
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")

    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    span = models.CharField(max_length=10, choices=Span)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_released = models.BooleanField(default=False)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "span"],
                condition=Q(decided_at=None),
                name="one_open_release_per_agent_and_span",
            ),
            models.CheckConstraint(
                name="look_up_release_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("agent")),
                violation_error_message=_("Somebody else has to decide."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent} {self.asked_at:%Y-%m-%d %H:%M}"
