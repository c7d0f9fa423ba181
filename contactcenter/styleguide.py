"""The style guide: every part of the look on one page, in both directions of writing, for staff."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import requires
from contactcenter.forms import DateInput, TimeInput


class SampleForm(forms.Form):
    """One field of every kind; shown empty, and filled in wrongly."""

    name = forms.CharField(
        label=_("Name of the unit"), help_text=_("As residents know it, without abbreviations.")
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("reception", _("Reception")), ("duty", _("Duty phone"))]
    )
    day = forms.DateField(label=_("From"), widget=DateInput)
    opens = forms.TimeField(label=_("Opens"), widget=TimeInput)
    channel = forms.ChoiceField(
        label=_("How do you want to be answered?"),
        choices=[("phone", _("By phone")), ("letter", _("By letter"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=_("Copy to"),
        choices=[
            ("mon", capfirst(_("Monday"))),
            ("tue", capfirst(_("Tuesday"))),
            ("wed", capfirst(_("Wednesday"))),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What stands there is replaced."),
    )
    published = forms.BooleanField(
        label=_("Show on the web"), help_text=_("Residents see it at once."), required=False
    )


WRONG = {"name": "", "email": "nobody", "kind": "reception", "day": "2026-02-30", "opens": "25:00"}

DAYS: list[dict[str, Any]] = [
    {"name": _("Monday"), "intervals": ["08.30–09.30", "13.00–14.00"]},
    {"name": _("Tuesday"), "intervals": ["08.30–09.30"], "is_today": True},
    {"name": _("Wednesday"), "text": _("Closed"), "note": _("Staff meeting")},
    {"name": _("Thursday"), "text": _("Not known")},
]
TABS: list[dict[str, Any]] = [
    {"label": _("Week"), "url": "#week", "current": True},
    {"label": _("Seasons"), "url": "#seasons"},
    {"label": _("Holidays"), "url": "#holidays", "count": 2},
]
STEPS = [_("What is it about?"), _("When?"), _("Your number")]


@require_safe
@requires("accounts.use_desk")
def page(request: HttpRequest) -> HttpResponse:
    """Show every part twice: left to right, and right to left."""
    sides = [
        {
            "direction": direction,
            "heading": heading,
            "pages": pages,
            "empty_form": SampleForm(prefix=f"{direction}-empty"),
            "wrong_form": SampleForm(
                {f"{direction}-wrong-{name}": value for name, value in WRONG.items()},
                prefix=f"{direction}-wrong",
            ),
        }
        for direction, heading, pages in [
            ("ltr", _("Left to right"), _("Pages, left to right")),
            ("rtl", _("Right to left"), _("Pages, right to left")),
        ]
    ]
    page_five = Paginator(range(200), 20).page(5)
    context = {"sides": sides, "page": page_five, "days": DAYS, "tabs": TABS, "step_names": STEPS}
    return render(request, "styleguide/page.html", context)
