"""Hard words, explained in plain ones: a row for each word and language."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    def in_language(self, language: str) -> Self:
        return self.filter(language=language)


class GlossaryTerm(models.Model):
    """A word of the administration's, and what it means (Swedish: ordlista)."""

    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES)
    term = models.CharField(_("Word"), max_length=60)
    other_forms = models.CharField(_("Other forms"), max_length=300, blank=True)  # with commas
    explanation = models.CharField(_("What it means"), max_length=300)
    sources = models.CharField(_("Sources"), max_length=300, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    revision = models.PositiveIntegerField(default=0)

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        ordering = ["language", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                "language",
                Lower("term"),
                name="glossary_term_once",
                violation_error_message=_("The word is already in the list."),
            )
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def forms(self) -> list[str]:
        """The word in every form in which it is looked for."""
        others = (form.strip() for form in self.other_forms.split(","))
        return [self.term, *(form for form in others if form)]

    @property
    def direction(self) -> str:
        return "rtl" if self.language in settings.RIGHT_TO_LEFT else "ltr"
