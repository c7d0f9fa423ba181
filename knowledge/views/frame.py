"""What the editor's pages have in common: the tabs above them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.access import StaffRequest
from knowledge import flags

EDIT = "knowledge.edit"
EDIT_NORMS = "knowledge.edit_norms"

# URL, label, permission
PLACES = [
    ("editor:articles", _("Articles"), EDIT),
    ("editor:reviews-due", _("Reviews due"), EDIT),
    ("editor:feedback", _("Feedback"), EDIT),
    ("editor:words", _("Hard words"), EDIT),
    ("editor:pictures", _("Pictures"), EDIT),
    ("editor:links", _("Dead links"), EDIT),
    ("editor:topics", _("Topics"), EDIT),
    ("editor:searches", _("Searches"), EDIT),
    ("editor:norms", _("The norm"), EDIT_NORMS),
    ("editor:guides", _("Guides"), "knowledge.edit_guides"),
    ("editor:exchange", _("Export and import"), EDIT),
]
# What waits for the person, beside the label of its tab.
COUNTS = {"editor:feedback": flags.waiting_for}


def editor_page(
    request: StaffRequest, current: str, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw a page of the editor's. `current`: the tab that it stands under, by its URL's name."""
    tabs = [
        {
            "label": label,
            "url": reverse(name),
            "current": name == current,
            "count": COUNTS[name](request.user) if name in COUNTS else None,
        }
        for name, label, permission in PLACES
        if request.user.has_perm(permission)
    ]
    context |= {"tabs": tabs, "part_of": "editor:articles"}
    return render(request, template, context, status=status)
