"""Handing in pictures, and saying what they show."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from knowledge import pictures
from knowledge.models import Picture
from knowledge.pictures import Made, NotAPicture

TO_WHOM = _("For those who do not see it: what would you say about it on the phone?")


class DescriptionForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["alt_sv", "alt_en"]
        labels = {
            "alt_sv": _("What the picture shows, in Swedish"),
            "alt_en": _("What the picture shows, in English"),
        }
        help_texts = {"alt_sv": TO_WHOM}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in self.Meta.fields:
            self.fields[name].required = True


class PictureForm(DescriptionForm):
    """A new picture. `file` is cleaned into what we keep of it."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 2 MB. Nobody in it may be recognised."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    field_order = ["file"]

    def clean_file(self) -> Made:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > pictures.MOST_BYTES:
            raise forms.ValidationError(_("The picture is larger than 2 MB."))
        try:
            return pictures.made_from(file)
        except NotAPicture as fault:
            raise forms.ValidationError(str(fault)) from None
