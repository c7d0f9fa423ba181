"""A time of day as people type it, kept as minutes from local midnight."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.phone_hours import time_text

MIDNIGHT = 24 * 60  # 24:00, the end of a day

TYPED = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")


class ClockField(forms.CharField):
    """Reads 8, 8.30, 8:30, 830, 0830 and 24:00; answers minutes, or None when nothing was typed."""

    default_error_messages = {"invalid": _("Write a time like 08:30.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "size": 5, "maxlength": 5}
        super().__init__(widget=forms.TextInput(attrs=attrs), empty_value="", **kwargs)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        return read(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return time_text(value) if isinstance(value, int) else value


def read(typed: str) -> int:
    match = TYPED.fullmatch(typed)
    hours, minutes = (int(part or 0) for part in match.groups()) if match else (99, 0)
    if minutes > 59 or hours * 60 + minutes > MIDNIGHT:
        raise forms.ValidationError(ClockField.default_error_messages["invalid"], code="invalid")
    return hours * 60 + minutes
