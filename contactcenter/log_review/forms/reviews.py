"""What a reviewer says about one look-up."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter import personal_numbers
from contactcenter.log_review.models import Decision, ReviewItem

MOST_DECISIONS = 1000  # on one look-up; far more than anybody will write


class DecisionForm(forms.Form):
    """One of three findings; the buttons carry the verdict, so that most look-ups take one press."""

    mark_optional = False

    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("Needed when you pass it on: to whom, and why. No personal numbers or names."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    verdict = forms.ChoiceField(choices=Decision.Verdict, widget=forms.HiddenInput)
    seen = forms.IntegerField(
        min_value=0, max_value=MOST_DECISIONS, widget=forms.HiddenInput
    )  # how many decisions the reviewer saw

    @classmethod
    def about(cls, item: ReviewItem, data: Any = None, *, comment: str = "") -> "DecisionForm":
        """Make the form for one of several items on a page. comment: what was typed before somebody else decided."""
        initial = {"seen": len(item.decisions.all()), "comment": comment}
        return cls(data, initial=initial, auto_id=f"id_{item.pk}_%s")

    def clean_comment(self) -> str:
        text: str = self.cleaned_data["comment"]
        return personal_numbers.mask(text, today=timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        passes_on = cleaned.get("verdict") == Decision.Verdict.PASSED_ON
        if passes_on and not cleaned.get("comment"):
            self.add_error("comment", _("Write to whom you pass it on, and why."))
        return cleaned
