"""What holds for an article in every language, and when it is to be gone through again."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from contactcenter.forms import DateInput, DateTimeInput, within_this_century
from districts.models import PhoneLine, Unit
from knowledge import article_list
from knowledge.articles import REVIEWED_WITHIN
from knowledge.models import Article

EDIT = "knowledge.edit"


def within_six_months(day: date) -> None:
    """Refuse a day that has been, and one that is too far away for texts that people live by."""
    today = timezone.localdate()
    if day < today:
        raise forms.ValidationError(_("That day has been."))
    if day > today + REVIEWED_WITHIN:
        raise forms.ValidationError(_("Choose a day within six months."))


class ReviewDueField(forms.DateField):
    def __init__(self) -> None:
        super().__init__(
            label=_("To be reviewed by"),
            help_text=_("Within six months."),
            widget=DateInput,
        )


class ArticleChoices(forms.ModelMultipleChoiceField):
    """Articles by their Swedish titles."""

    def label_from_instance(self, article: Any) -> str:
        title: str = article.title
        return title


class ArticleSettingsForm(forms.ModelForm):
    """`revision`: which one was on the page."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    review_due = ReviewDueField()
    publish_from = forms.DateTimeField(
        label=_("Shown from"),
        help_text=_("Residents see it from then on. Leave it empty for at once."),
        widget=DateTimeInput,
        validators=[within_this_century],
        required=False,
    )
    publish_until = forms.DateTimeField(
        label=_("Shown until"),
        widget=DateTimeInput,
        validators=[within_this_century],
        required=False,
    )
    related = ArticleChoices(
        label=_("Related questions"), queryset=Article.objects.none(), required=False
    )
    units: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Where to turn"), queryset=Unit.objects.none(), required=False
    )
    lines: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Lines to call"), queryset=PhoneLine.objects.none(), required=False
    )

    class Meta:
        model = Article
        fields = [
            "topic",
            "is_public",
            "leaves_quickly",
            "owner",
            "owner_unit",
            "review_due",
            "publish_from",
            "publish_until",
            "sources",
            "related",
            "units",
            "lines",
        ]
        widgets = {"sources": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "leaves_quickly": _("For questions about violence and threats."),
            "sources": _("Where the facts come from, one a line."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        self.fields["owner"].queryset = possible_owners(self.instance)  # type: ignore[attr-defined]
        choices: dict[str, QuerySet[Any]] = {
            "related": article_list.with_title()
            .exclude(pk=self.instance.pk)
            .order_by(*article_list.BY_TITLE),
            "units": Unit.objects.open_on(timezone.localdate()),
            "lines": PhoneLine.objects.select_related("unit"),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            field.queryset = rows  # type: ignore[attr-defined]
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)  # type: ignore[attr-defined]

    def clean_review_due(self) -> date:
        """Let a day stand that was chosen before, also when it has been: it is told of on another page."""
        day: date = self.cleaned_data["review_due"]
        if day != Article.objects.values_list("review_due", flat=True).get(pk=self.instance.pk):
            within_six_months(day)
        return day

    def clean_sources(self) -> str:
        sources: str = self.cleaned_data["sources"]
        return sources.replace("\r\n", "\n")


def possible_owners(article: Article) -> QuerySet[User]:
    """Keep whoever can write, and whoever the article belongs to already."""
    return User.objects.granted(EDIT) | User.objects.filter(pk=article.owner_id)


class ReviewedForm(forms.Form):
    """When it is to be gone through the next time."""

    review_due = ReviewDueField()

    def clean_review_due(self) -> date:
        day: date = self.cleaned_data["review_due"]
        within_six_months(day)
        return day
