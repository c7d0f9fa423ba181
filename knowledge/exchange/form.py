"""A row's values, made sure of like those of the page on which an editor writes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from knowledge.exchange.rows import CONTENT
from knowledge.models import SOURCE_LANGUAGE, ArticleText, Topic

YES_OR_NO = [("yes", _("yes")), ("no", _("no"))]


class RowForm(forms.ModelForm):
    slug = forms.CharField(label=_("Address"), max_length=80, validators=[validate_slug])
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    topic = forms.CharField(label=_("Topic"), required=False)
    is_public = forms.ChoiceField(
        label=_("Residents may read it"), choices=YES_OR_NO, required=False
    )
    change = forms.ChoiceField(
        label=_("What kind of change"), choices=ArticleText.Change, required=False
    )
    version = forms.IntegerField(label=_("Version"), min_value=1, required=False)
    source_version = forms.IntegerField(label=_("Translates version"), min_value=1, required=False)

    class Meta:
        model = ArticleText
        fields = [*CONTENT, "change_note"]

    def __init__(self, values: dict[str, str], *, topics: dict[str, Topic]) -> None:
        super().__init__(values)
        self.topics = topics

    def clean_topic(self) -> Topic | None:
        code = self.cleaned_data["topic"]
        if code and code not in self.topics:
            raise forms.ValidationError(_("There is no topic with this code."))
        return self.topics.get(code)

    def clean_change(self) -> str:
        """Take a change that nobody has named for one of facts, so that no translation stays behind unseen."""
        return self.cleaned_data["change"] or ArticleText.Change.CHANGED_FACT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_source = cleaned.get("language") == SOURCE_LANGUAGE
        if is_source and cleaned.get("source_version"):
            self.add_error("source_version", _("Swedish is what the others are translated from."))
        return cleaned

    def problems(self) -> list[str]:
        return [
            f"{self.fields[name].label}: {fault}" if name in self.fields else str(fault)
            for name, faults in self.errors.items()
            for fault in faults
        ]
