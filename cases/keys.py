"""Every key of the desk on a page of its own, for whoever reads before pressing. What works where one is: press ?.

Each key is declared on what it presses (static/js/keys.js); a test keeps this list and the templates of one mind.
Outcomes and contacts are numbered as they stand on the page: N is their number.
"""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires


class Key(NamedTuple):
    """keys: as declared in a template; permission: without it the page has nothing that the key could press."""

    keys: str
    does: Promise
    permission: str = "accounts.use_desk"

    @property
    def caps(self) -> list[str]:
        return self.keys.split(" ")


KEYS: list[tuple[Promise, list[Key]]] = [
    (
        _("Everywhere"),
        [
            Key("?", _("The keys that work on this page")),
            Key("Ctrl+K", _("Search everything, or choose what to do")),
            Key("/", _("Search")),
            Key("g d", _("Go to the desk")),
            Key("g p", _("Go to past contacts"), "cases.view_contacts"),
            Key("g n", _("Go to the news"), "cases.read_news"),
            Key("n N", _("New contact, by the number of its channel"), "cases.take_contacts"),
        ],
    ),
    (
        _("On the desk"),
        [Key("N", _("New contact, by the number of its channel"), "cases.take_contacts")],
    ),
]


@require_safe
@requires("accounts.use_desk")
def keys(request: StaffRequest) -> HttpResponse:
    """List the keys of what the person may do."""
    parts = [
        (heading, [key for key in part if request.user.has_perm(key.permission)])
        for heading, part in KEYS
    ]
    return render(request, "desk/keys.html", {"parts": [part for part in parts if part[1]]})
