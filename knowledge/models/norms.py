"""The national norm, year by year: proposed by one editor, published by another, and never overwritten."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from knowledge.norm import tables
from knowledge.norm.calculator import Formula
from knowledge.norm.tables import NormTable, Source


class NormYearQuerySet(models.QuerySet["NormYear"]):
    def published(self) -> Self:
        """Keep what residents and agents are told: one version a year."""
        return self.filter(state=NormYear.State.PUBLISHED)

    def proposed(self) -> Self:
        """Keep what waits for a second editor: at most one version a year."""
        return self.filter(state=NormYear.State.PROPOSED)


class NormYear(models.Model):
    """One version of a year's table, with where it was read and the law behind it (Swedish: riksnorm).

    A version is never changed. What was proposed is published, declined or taken back; what was published is replaced.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second editor")
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")
        DECLINED = "declined", _("Not published")

    class Status(models.TextChoices):
        """How sure the amounts are, by where they were read."""

        OFFICIAL = "official", _("Official source")
        MUNICIPAL = "municipal", _("A municipality’s page and a secondary source")
        SECONDARY = "secondary", _("Secondary source only")

    year = models.PositiveSmallIntegerField(_("Year"))
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    status = models.CharField(_("How sure it is"), max_length=20, choices=Status)
    amounts = models.JSONField()  # item: whole kronor, or nothing; see tables.ITEMS
    formula = models.CharField(_("How it is counted"), max_length=30, choices=Formula)
    legal_basis = models.TextField(_("Law"))  # see tables.legal_basis_on
    sources = models.TextField(_("Sources"))  # one a line
    notes = models.TextField(_("Notes for staff"), blank=True)
    reason = models.CharField(_("Why"), max_length=300, blank=True)

    # Nobody: the table came with the house, read from norm_years.json.
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(max_length=300, blank=True)

    objects = NormYearQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint("year", "version", name="norm_year_version"),
            models.UniqueConstraint(
                "year", condition=Q(state="published"), name="norm_year_one_published"
            ),
            models.UniqueConstraint(
                "year", condition=Q(state="proposed"), name="norm_year_one_proposed"
            ),
            models.CheckConstraint(
                name="norm_year_in_these_times", condition=Q(year__range=(1985, 2099))
            ),
            models.CheckConstraint(
                name="norm_year_decided_unless_proposed",
                condition=Q(state="proposed", decided_at=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="norm_year_published_by_a_second_editor",
                condition=~Q(state__in=["published", "replaced"])
                | Q(proposed_by=None)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                violation_error_message=_("Somebody else than the proposer has to publish it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def table(self) -> NormTable:
        return NormTable(self.amounts)

    @property
    def source_list(self) -> list[Source]:
        return tables.sources_in(self.sources)

    @property
    def is_official(self) -> bool:
        return self.status == self.Status.OFFICIAL

    def legal_basis_on(self, day: date) -> list[str]:
        return tables.legal_basis_on(day, self.legal_basis)
