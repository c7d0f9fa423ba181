"""Writing an article's text, and what is asked when it is sent, given back, published and read."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateInput, within_this_century
from contactcenter.personal_numbers import find_in
from knowledge.articles import WRITTEN
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText

LONGEST_TEXT = 20_000  # characters; the longest of the starting articles has two thousand
FOR_STAFF = ["law_references", "agent_notes", "unconfirmed"]  # in the languages of staff's pages
ROWS = {
    "short_answer": 3,
    "body": 18,
    "have_ready": 4,
    "law_references": 3,
    "agent_notes": 6,
    "unconfirmed": 4,
}
ONE_A_LINE = _("One a line.")


def names_for(language: str) -> list[str]:
    """Answer what is written in a language: notes for staff only in those that staff's pages have."""
    complete = language in settings.COMPLETE_LANGUAGES
    return [name for name in WRITTEN if complete or name not in FOR_STAFF]


class ArticleTextForm(forms.ModelForm):
    """A draft in one language. A half-written one is saved as well; sending it for review asks for more.

    `revision`: which one was on the page; `source_version`: which Swedish text stood beside it.
    """

    mark_optional = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    source_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    class Meta:
        model = ArticleText
        fields = WRITTEN
        help_texts = {
            "title": _("As somebody would ask it."),
            "short_answer": _("One or two sentences that one can read aloud."),
            "body": _(
                "A line that begins with ## is a heading, one with - a point in a list, one with 1. a step."
            ),
            "have_ready": ONE_A_LINE,
            "law_references": ONE_A_LINE,
            "agent_notes": _("What to ask, what not to say, whom to hand over to."),
            "unconfirmed": _(
                "What is believed and stands in no source yet. Residents do not see it."
            ),
        }

    def __init__(self, *args: Any, is_for_review: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.instance
        self.initial["revision"] = text.revision
        for name in set(WRITTEN) - set(names_for(text.language)):
            del self.fields[name]
        for name in names_for(text.language):
            field = self.fields[name]
            field.required = is_for_review and name in {"title", "short_answer"}
            if name in ROWS:
                limit = field.max_length or LONGEST_TEXT  # type: ignore[attr-defined]
                field.widget = forms.Textarea(attrs={"rows": ROWS[name], "maxlength": limit})
                field.widget.is_required = field.required
            field.widget.attrs |= {"lang": text.language, "dir": text.direction}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in names_for(self.instance.language):
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n")
            if find_in(cleaned[name], today=timezone.localdate()):
                fault = _("There is a personal number in the text. Take it out.")
                self.add_error(name, forms.ValidationError(fault))
        return cleaned

    def written(self) -> dict[str, str]:
        """Answer what was typed, by field."""
        return {name: self.cleaned_data[name] for name in names_for(self.instance.language)}


class RevisionForm(forms.Form):
    """A button that acts on a text as it was on the page."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class GiveBackForm(RevisionForm):
    because = forms.CharField(
        label=_("What should change"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class PublishForm(RevisionForm):
    """How the text differs from what is published. The first version differs from nothing."""

    change = forms.ChoiceField(
        label=_("What kind of change is it?"), widget=forms.RadioSelect, required=True
    )
    change_note = forms.CharField(
        label=_("What changed"),
        help_text=_("For the history, in a few words."),
        max_length=200,
        required=False,
    )

    WORDING = [
        (ArticleText.Change.TYPO, _("Typing error: nobody was misled by it")),
        (ArticleText.Change.CLARIFICATION, _("Clarification: the same, easier to understand")),
    ]
    FACT = (
        ArticleText.Change.CHANGED_FACT,
        _("Changed fact: an amount, a date, a rule or where to turn"),
    )

    def __init__(self, *args: Any, text: ArticleText, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = text.revision
        if not replaces:
            del self.fields["change"], self.fields["change_note"]
            return
        change = self.fields["change"]
        is_source = text.language == SOURCE_LANGUAGE
        change.choices = [self.FACT, *reversed(self.WORDING)] if is_source else self.WORDING  # type: ignore[attr-defined]
        change.help_text = (
            _("After a changed fact every translation says at once that it is out of date.")
            if is_source
            else _("Facts change in the Swedish text.")
        )


class NativeReaderForm(forms.Form):
    reader = forms.CharField(
        label=_("Who has read it"),
        help_text=_("Somebody who speaks the language from home."),
        max_length=100,
    )
    day = forms.DateField(
        label=_("On which day"), widget=DateInput, validators=[within_this_century]
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return day


class StillRightForm(forms.Form):
    """`source_version`: the Swedish text that was on the page."""

    source_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NewArticleForm(forms.ModelForm):
    title = forms.CharField(
        label=_("Question"), help_text=_("In Swedish, as somebody would ask it."), max_length=120
    )

    class Meta:
        model = Article
        fields = ["topic", "is_public", "leaves_quickly"]

    field_order = ["title", "topic"]
