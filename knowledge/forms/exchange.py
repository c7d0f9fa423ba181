"""Choosing what to take out, and the file to take in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from knowledge.models import Topic

FORMATS = [("csv", _("CSV, for a spreadsheet")), ("json", _("JSON, for another system"))]


class ExportForm(forms.Form):
    format = forms.ChoiceField(label=_("Kind of file"), choices=FORMATS)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All languages")), *settings.LANGUAGES], required=False
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Topic.objects.filter(parent=None)
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("All topics")),
            *((topic.code, topic.name) for topic in parents),
        ]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File with articles"),
        help_text=_(
            "CSV or JSON, with the columns of a file taken out here. You see what it changes before anything happens."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.json"}),
    )
