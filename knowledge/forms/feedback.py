"""What residents say about an article, and how editors go through it."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contactcenter import urgent_words
from contactcenter.public_forms import PublicForm
from knowledge.models import Article, ArticleText, Feedback
from knowledge.models.feedback import COMMENT_LENGTH, FeedbackQuerySet

YES, NO = "yes", "no"
ALL = _("All")


class FeedbackForm(PublicForm):
    """Whether an article was useful. Who writes of danger is first shown whom to call: nobody reads this at once."""

    name = "feedback"

    useful = forms.ChoiceField(
        label=_("Was this page useful?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
    )
    nobody_in_danger = forms.BooleanField(widget=forms.HiddenInput, required=False)
    comment = forms.CharField(
        label=_("What can we do better?"),
        help_text=_("Do not write names, phone numbers or personal numbers."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        max_length=COMMENT_LENGTH,
        required=False,
    )

    def clean_comment(self) -> str:
        comment: str = self.cleaned_data["comment"]
        if urgent_words.found_in(comment) and not self.cleaned_data["nobody_in_danger"]:
            raise forms.ValidationError(_("Is somebody in danger? Then call."), code="urgent")
        return comment

    @property
    def is_urgent(self) -> bool:
        return self.has_error("comment", "urgent")

    @property
    def answer(self) -> dict[str, Any]:
        return {
            "is_useful": self.cleaned_data["useful"] == YES,
            "comment": self.cleaned_data["comment"],
        }


class HandleForm(forms.ModelForm):
    """`note`: what was done about it."""

    class Meta:
        model = Feedback
        fields = ["note"]
        labels = {"note": _("What was done?")}


class FlagForm(forms.Form):
    """Which paragraph of a published text is wrong, and why. Paragraphs are named by their number on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    paragraph = forms.TypedChoiceField(label=_("Which paragraph?"), coerce=int)
    reason = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Write nothing about a resident."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=COMMENT_LENGTH,
    )

    def __init__(self, data: Any = None, *, text: ArticleText, paragraphs: list[str]) -> None:
        super().__init__(data, prefix="flag", initial={"version": text.version})
        self.text, self.paragraphs = text, paragraphs
        choices = [(number, shortened(words)) for number, words in enumerate(paragraphs)]
        self.fields["paragraph"].choices = choices  # type: ignore[attr-defined]

    def clean_version(self) -> int:
        version: int = self.cleaned_data["version"]
        if version != self.text.version:
            raise forms.ValidationError(
                _("A new version was published in the meantime. See whether it is still wrong.")
            )
        return version

    def clean_paragraph(self) -> str:
        number: int = self.cleaned_data["paragraph"]
        return self.paragraphs[number]


def shortened(words: str, longest: int = 80) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


class FilterForm(forms.Form):
    mark_optional = False


class TickedFilter(django_filters.Filter):  # type: ignore[misc]
    """A box that is ticked or not; django_filters' own knows a third state, which no box shows."""

    field_class = forms.BooleanField


class FeedbackFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = django_filters.ChoiceFilter(
        label=_("What"), empty_label=ALL, choices=Feedback.Kind.choices
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), empty_label=ALL, choices=settings.LANGUAGES
    )
    article = django_filters.CharFilter(widget=forms.HiddenInput, method="of_article")
    mine = TickedFilter(label=_("Only my articles"), method="of_mine")

    class Meta:
        model = Feedback
        fields: list[str] = []
        form = FilterForm

    def of_article(self, feedback: FeedbackQuerySet, name: str, slug: str) -> FeedbackQuerySet:
        return feedback.filter(article__in=Article.objects.filter(slug=slug))

    def of_mine(self, feedback: FeedbackQuerySet, name: str, only: bool) -> FeedbackQuerySet:
        return feedback.of_owner(self.request.user) if only else feedback
