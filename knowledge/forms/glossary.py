"""Adding and changing hard words."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from knowledge.models import GlossaryTerm


class WordForm(forms.ModelForm):
    """`revision`: which one was on the page."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = GlossaryTerm
        fields = ["language", "term", "other_forms", "explanation", "sources"]
        widgets = {"explanation": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
        help_texts = {
            "other_forms": _("As they stand in texts, with commas between: appeals, appealed"),
            "explanation": _("One or two short sentences, without other hard words."),
            "sources": _("Residents do not see it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision


class WordLanguageForm(forms.Form):
    """Which language's words are listed."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
