"""Writing news, and finding them in the list."""

from typing import Any, cast

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import news
from cases.models import NewsItem
from cases.models.news import NewsItemQuerySet
from contactcenter.forms import DateTimeInput, within_this_century
from contactcenter.personal_numbers import find_in

ALL = _("All")


class NewsForm(forms.ModelForm):
    """A new item. Everybody who answers reads it, so it names no resident."""

    competences = forms.MultipleChoiceField(
        label=_("Only for those with a competence"),
        help_text=_("Choose none, and it is for everybody who answers."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_at = forms.DateTimeField(
        label=_("Shown from"), widget=DateTimeInput, validators=[within_this_century]
    )
    ends_at = forms.DateTimeField(
        label=_("Shown until"),
        help_text=_("Leave it empty, and it is shown until somebody ends it."),
        widget=DateTimeInput,
        validators=[within_this_century],
        required=False,
    )

    class Meta:
        model = NewsItem
        fields = ["kind", "title", "body", "is_important", "competences", "starts_at", "ends_at"]
        widgets = {"body": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "body": _(
                "An empty line begins a new paragraph. An address that begins with https:// becomes a link."
            ),
            "is_important": _("It stands first, and on the desk until it has been read."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted({*news.known_competences(), *self.instance.competences}, key=str.casefold)
        if choices:
            field = cast(forms.MultipleChoiceField, self.fields["competences"])
            field.choices = [(name, name) for name in choices]
        else:
            del self.fields["competences"]

    def clean_title(self) -> str:
        return self._without_personal_number("title")

    def clean_body(self) -> str:
        return self._without_personal_number("body")

    def _without_personal_number(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if find_in(text, today=timezone.localdate()):
            raise forms.ValidationError(_("There is a personal number in the text. Take it out."))
        return text


class NewsChangeForm(NewsForm):
    """`revision`: which one was on the page."""

    is_correction = forms.BooleanField(
        label=_("Only the wording is corrected"),
        help_text=_("Whoever has read it does not have to read it again."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision


class ReadForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class FilterForm(forms.Form):
    mark_optional = False


class NewsFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in the text"), method="saying", max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), empty_label=ALL, choices=NewsItem.Kind.choices
    )

    class Meta:
        model = NewsItem
        fields: list[str] = []
        form = FilterForm

    def saying(self, items: NewsItemQuerySet, name: str, text: str) -> NewsItemQuerySet:
        return items.saying(text)
