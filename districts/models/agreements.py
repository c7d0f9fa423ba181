"""What a district and the contact centre have agreed: for which assignment, from when, and what an agent may say."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models.places import District


class Service(models.Model):
    """An assignment of the contact centre: income support, elder care … (Swedish: uppdrag, tjänst)."""

    class Kind(models.TextChoices):
        BASE = "base", _("Base service")  # for every board
        ADD_ON = "add_on", _("Add-on service")  # by separate agreement

    code = models.SlugField(unique=True)
    name = models.CharField(_("Name"), max_length=100)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """One version of what was agreed for a service in a district. It drives the screens. A pilot is one that starts on a date."""

    class Field(models.TextChoices):
        HANDLER = "handler", _("Who handles the case")
        DECISION = "decision", _("Decision in the person's own matter")
        PAYOUT_DATE = "payout_date", _("Payout date")

    class ComplaintsBy(models.TextChoices):
        CONTACT_CENTRE = "contact_centre", _("The contact centre")
        DISTRICT = "district", _("The district")

    class CallbacksBy(models.TextChoices):
        CONTACT_CENTRE = "contact_centre", _("The contact centre")
        DISTRICT = "district", _("The district")

    district = models.ForeignKey(District, models.PROTECT, related_name="agreements")
    service = models.ForeignKey(Service, models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(_("Version"))
    approved_on = models.DateField(_("Approved on"), null=True, blank=True)
    valid_from = models.DateField(_("Valid from"))
    is_pilot = models.BooleanField(_("Pilot"), default=False)
    mandate = models.TextField(_("What the contact centre does"), blank=True)
    readable_fields = ArrayField(
        models.CharField(max_length=20, choices=Field),
        verbose_name=_("What an agent may read out"),
        default=list,
        blank=True,
    )
    callback_within_minutes = models.PositiveIntegerField(
        _("Callback within (open minutes)"), null=True, blank=True
    )
    callbacks_by = models.CharField(
        _("Who rings back"),
        max_length=20,
        choices=CallbacksBy,
        default=CallbacksBy.CONTACT_CENTRE,
    )
    complaints_by = models.CharField(
        _("Who registers complaints"),
        max_length=20,
        choices=ComplaintsBy,
        default=ComplaintsBy.CONTACT_CENTRE,
    )
    price_per_contact = models.DecimalField(
        _("Price per contact (kr)"), max_digits=8, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["district", "service", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "service", "version"], name="agreement_version_once"
            ),
            models.UniqueConstraint(
                fields=["district", "service", "valid_from"], name="agreement_start_once"
            ),
            models.CheckConstraint(
                name="agreement_approved_before_it_holds",
                condition=Q(approved_on=None) | Q(approved_on__lte=models.F("valid_from")),
                violation_error_message=_("An agreement is approved before it starts to hold."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}, {self.service}, {self.version}"

    @property
    def readable_labels(self) -> list[str]:
        """Answer in words what an agent may read out."""
        return [str(self.Field(field).label) for field in self.readable_fields]
