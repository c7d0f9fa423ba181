"""Writing a guide: as a file in one piece, or the texts of one question or outcome."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from knowledge import guide_checks, guide_editing
from knowledge.guide_editing import NotReadable, TextPlace
from knowledge.guides import Content
from knowledge.models import SOURCE_LANGUAGE, GuideVersion

LARGEST_FILE = 400_000  # bytes; the larger of the guides at the start has a tenth of that
FAULTS_SHOWN = 30


class GuideForm(forms.Form):
    """The whole guide as JSON or TOML: typed, or from a file, which goes first."""

    file = forms.FileField(
        label=_("A file with the guide"),
        help_text=_("JSON or TOML. It takes the place of what stands below."),
        required=False,
    )
    content = forms.CharField(
        label=_("Questions and outcomes"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "dir": "ltr"}),
        max_length=LARGEST_FILE,
        required=False,
        strip=False,
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from error
        return text

    def clean(self) -> dict[str, Any]:
        """Turn what was handed in into a guide in order; its faults are told by their places."""
        cleaned = super().clean() or {}
        name = "file" if cleaned.get("file") else "content"
        if self.errors:
            return cleaned
        try:
            cleaned["guide"] = guide_checks.require(guide_editing.read(cleaned[name]))
        except NotReadable as fault:
            self.add_error(name, str(fault))
        except guide_checks.Faulty as fault:
            for problem in fault.problems[:FAULTS_SHOWN]:
                self.add_error(name, str(problem))
        return cleaned


class NewGuideForm(GuideForm):
    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("Small letters and hyphens, such as eu-residence"),
        max_length=80,
    )

    field_order = ["slug"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if GuideVersion.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a guide with this address already."))
        return slug


class WriteGuideForm(GuideForm):
    """`revision`: which one was on the page."""

    change_note = forms.CharField(label=_("What changed"), max_length=200, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PlaceTextsForm(forms.Form):
    """The texts of one part of a guide in Swedish and in another language, side by side."""

    mark_optional = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, places: list[TextPlace], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.languages = places, [SOURCE_LANGUAGE, language]
        for place in places:
            for each in self.languages:
                self.fields[f"{place.name}-{each}"] = field_of(place, each)

    @property
    def typed(self) -> dict[tuple[tuple[str | int, ...], str], str]:
        return {
            (place.path, language): self.cleaned_data[f"{place.name}-{language}"]
            for place in self.places
            for language in self.languages
        }

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand on the page: a text in one language beside the same text in the other."""
        return [
            [self[f"{place.name}-{language}"] for language in self.languages]
            for place in self.places
        ]

    def add_faults(self, problems: list[guide_checks.Problem]) -> None:
        for problem in problems[:FAULTS_SHOWN]:
            self.add_error(None, str(problem))


def field_of(place: TextPlace, language: str) -> forms.CharField:
    direction = "rtl" if language in settings.RIGHT_TO_LEFT else "ltr"
    attributes = {"lang": language, "dir": direction}
    longest = guide_checks.LONGEST_LINE if place.is_line else guide_checks.LONGEST_TEXT
    rows = 2 if place.is_line else 6
    return forms.CharField(
        label=f"{place.label} ({dict(settings.LANGUAGES)[language]})",
        initial=place.words.get(language, ""),
        widget=forms.Textarea(attrs=attributes | {"rows": rows}),
        max_length=longest,
        required=False,
    )


def as_content(form: PlaceTextsForm, content: Content, part: str, code: str) -> Content:
    return guide_editing.with_texts(content, part, code, form.typed)
