"""Words that mean the same, and what a search that found nothing should have found."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter.personal_numbers import find_in
from knowledge import search_words, synonyms
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, SynonymGroup

LONGEST_WORD = 60  # characters
MOST_WORDS = 60


class SynonymsForm(forms.Form):
    """Words or phrases, one a line. `revision`: of the group that was on the page."""

    words = forms.CharField(
        label=_("Words that mean the same"),
        help_text=_("One a line, in any language. Who asks for one of them finds all."),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        max_length=MOST_WORDS * LONGEST_WORD,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, group: SynonymGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        if group:
            self.initial = {"words": "\n".join(group.words), "revision": group.revision}

    def clean_words(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        words = list(dict.fromkeys(line for line in lines if line))
        self.refuse_what_is_no_word(words)
        if len(synonyms.keys_of(words)) < 2:
            raise forms.ValidationError(_("Write at least two words, one a line."))
        self.refuse_what_stands_elsewhere(words)
        return words

    def refuse_what_is_no_word(self, words: list[str]) -> None:
        for word in words:
            if find_in(word, today=timezone.localdate()):
                raise forms.ValidationError(
                    _("There is a personal number in the text. Take it out.")
                )
            if len(word) > LONGEST_WORD or not any(search_words.words(word)):
                raise forms.ValidationError(
                    _("“%(word)s” is too long, or no word.") % {"word": word[:LONGEST_WORD]}
                )

    def refuse_what_stands_elsewhere(self, words: list[str]) -> None:
        """A word means one thing: in two groups, one would hide the other."""
        others = SynonymGroup.objects.all()
        if self.group:
            others = others.exclude(pk=self.group.pk)
        taken = others.filter(keys__overlap=synonyms.keys_of(words)).first()
        if taken:
            raise forms.ValidationError(
                _("One of the words stands in another group already: %(group)s")
                % {"group": ", ".join(taken.words[:5])}
            )


class AnswerForm(forms.Form):
    """What people mean by a search that found nothing: words that we know, or an article."""

    group = forms.ModelChoiceField(
        SynonymGroup.objects.all(),
        label=_("They mean the same as"),
        empty_label=_("Choose words"),
        required=False,
    )
    article = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("Or they look for the article"),
        empty_label=_("Choose an article"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = ArticleText.objects.published().filter(language=SOURCE_LANGUAGE)
        named = dict(titles.order_by("title").values_list("article_id", "title"))
        field: Any = self.fields["article"]
        field.queryset = Article.objects.filter(pk__in=named)
        field.choices = [("", field.empty_label), *named.items()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("group")) == bool(cleaned.get("article")) and not self.errors:
            raise forms.ValidationError(_("Choose either words or an article."))
        return cleaned
