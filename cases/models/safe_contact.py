"""How somebody may be reached without danger. Nothing is kept unless it was given for a purpose, and not for long."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.contacts import Contact


class SafeContact(models.Model):
    """What the caller told about reaching them, or the person they ring for. Forgotten soon after the contact is closed."""

    class Purpose(models.TextChoices):
        CALL_BACK = "call_back", _("We ring back")
        HANDOVER = "handover", _("The district gets in touch")
        MESSAGE = "message", _("We send a message")
        SAFETY = "safety", _("Somebody may be in danger")

    class Caller(models.TextChoices):
        SELF = "self", _("The person concerned")
        RELATIVE = "relative", _("A relative or friend")
        PROFESSIONAL = "professional", _("Somebody at work: school, health care, police …")
        CHILD = "child", _("A child, for themselves")
        OTHER = "other", _("Somebody else")

    class Consent(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked")
        GIVEN = "given", _("The person concerned agrees")
        REFUSED = "refused", _("The person concerned does not agree")

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="safe_contact")
    purpose = models.CharField(_("What for"), max_length=20, choices=Purpose)
    number = models.TextField(_("Phone number"), blank=True)  # encrypted, as it was given
    number_hash = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # keyed, of the E.164 form: equality only
    do_not_ring = models.BooleanField(_("Do not ring"), default=False)
    no_message = models.BooleanField(_("Leave no message"), default=False)
    do_not_say_who = models.BooleanField(_("Do not say who is calling"), default=False)
    caller = models.CharField(_("Who calls"), max_length=20, choices=Caller, default=Caller.SELF)
    relation = models.CharField(_("Relation to the person concerned"), max_length=60, blank=True)
    consent = models.CharField(
        _("Consent"), max_length=20, choices=Consent, default=Consent.NOT_ASKED
    )
    pass_phrase = models.TextField(_("Pass phrase"), blank=True)  # encrypted
    revision = models.PositiveIntegerField(default=1)  # two who write at once never overwrite

    def __str__(self) -> str:
        return str(self.contact)
