"""Whom an extract is about, and the sealed question that its files are fetched with: the number itself is kept nowhere."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter import personal_numbers
from contactcenter.accounts.models import User
from contactcenter.audit import pseudonyms
from contactcenter.forms import DateInput, within_this_century
from contactcenter.log_review.extracts import Wanted
from contactcenter.personal_numbers import PersonalNumber

SALT = "contactcenter.log_review.extract"
SEALED_SECONDS = 15 * 60
PURPOSE = _("The person asks who has looked at them")


def years_before(day: date, years: int) -> date:
    """Answer the same day some years before; for 29 February, the day after in a year without one."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


class ExtractForm(forms.Form):
    """A person, a time, and a purpose. Days are the city's, and both count."""

    mark_optional = False

    number = forms.CharField(
        label=_("Personal number"),
        help_text=_(
            "YYMMDD-NNNN or YYYYMMDD-NNNN. Make sure first that it is the person who asks."
        ),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    since = forms.DateField(label=_("From"), widget=DateInput, validators=[within_this_century])
    until = forms.DateField(label=_("To"), widget=DateInput, validators=[within_this_century])
    purpose = forms.CharField(
        label=_("What is the extract for?"),
        help_text=_("This is written in the log, with your name. No personal numbers or names."),
        max_length=200,
    )

    @classmethod
    def empty(cls, today: date) -> "ExtractForm":
        since = years_before(today, settings.AUDIT_KEEP_YEARS)
        return cls(initial={"since": since, "until": today, "purpose": PURPOSE})

    def clean_number(self) -> PersonalNumber:
        try:
            return personal_numbers.parse(self.cleaned_data["number"], today=timezone.localdate())
        except personal_numbers.NotANumber as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_purpose(self) -> str:
        text: str = self.cleaned_data["purpose"]
        return personal_numbers.mask(text, today=timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("Choose a day on or after the first one."))
        elif since and until and since < years_before(until, settings.AUDIT_KEEP_YEARS):
            words = {"years": settings.AUDIT_KEEP_YEARS}
            self.add_error("since", _("The log keeps %(years)s years. Choose no more.") % words)
        return cleaned

    def wanted(self, *, year: int) -> Wanted:
        asked = self.cleaned_data
        subject = pseudonyms.of(asked["number"].digits, year=year).value
        return Wanted(subject, asked["since"], asked["until"], asked["purpose"])


def seal(wanted: Wanted, *, by: User) -> str:
    """Answer what the page sends to fetch a file: of use to the same person, for a quarter of an hour."""
    content = asdict(wanted) | {
        "since": wanted.since.isoformat(),
        "until": wanted.until.isoformat(),
        "by": by.pk,
    }
    return signing.dumps(content, salt=SALT)


def unseal(sealed: str, *, by: User) -> Wanted | None:
    """Open what the page sent; nothing, if it is not ours, not the person's, or too old."""
    try:
        content = signing.loads(sealed, salt=SALT, max_age=SEALED_SECONDS)
    except signing.BadSignature:
        return None
    if content.pop("by") != by.pk:
        return None
    days = {name: date.fromisoformat(content[name]) for name in ("since", "until")}
    return Wanted(**(content | days))
