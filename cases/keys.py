"""Every key of the desk on a page of its own, for whoever reads before pressing. What works where one is: press ?.

Each key is declared on what it presses (static/js/keys.js); a test keeps this list and the templates of one mind.
Outcomes, channels and contacts have the number with which they stand on the page: 1–9.
"""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires

TAKE_CONTACTS = "cases.take_contacts"
ANSWER = "telephony.answer"
BOOK_CALLBACKS = "telephony.book_callbacks"


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
            Key("Alt+U", _("Urgent: whom to ring and what to say")),
            Key("g d", _("Go to the desk")),
            Key("g c", _("Go to the callbacks"), "telephony.view_callbacks"),
            Key("g p", _("Go to past contacts"), "cases.view_contacts"),
            Key("g n", _("Go to the news"), "cases.read_news"),
            Key("g k", _("Go to the knowledge base"), "knowledge.edit"),
            Key("n 1–9", _("New contact, by the number of its channel"), TAKE_CONTACTS),
            Key("p r", _("You are ready"), ANSWER),
            Key("p b", _("You have a break"), ANSWER),
            Key("p w", _("You are in wrap-up"), ANSWER),
            Key("p a", _("You are away"), ANSWER),
            Key("Alt+Enter", _("Take the callback that is offered"), ANSWER),
            Key("Alt+X", _("Give back the callback that is offered"), ANSWER),
        ],
    ),
    (
        _("On the desk"),
        [
            Key("1–9", _("New contact, by the number of its channel"), TAKE_CONTACTS),
            Key("Alt+1–9", _("One of your open contacts"), TAKE_CONTACTS),
        ],
    ),
    (
        _("In a contact"),
        [
            Key("Alt+T", _("Topic"), TAKE_CONTACTS),
            Key("Alt+S", _("District"), TAKE_CONTACTS),
            Key("Alt+R", _("Outcome"), TAKE_CONTACTS),
            Key("Alt+Shift+1–9", _("Choose an outcome by its number"), TAKE_CONTACTS),
            Key("1–9", _("Choose an outcome by its number, outside fields"), TAKE_CONTACTS),
            Key("Alt+N", _("Note"), TAKE_CONTACTS),
            Key("Ctrl+Shift+Enter", _("Add a question"), TAKE_CONTACTS),
            Key("Ctrl+Enter", _("Close the contact"), TAKE_CONTACTS),
            Key("Alt+1–9", _("Another of your open contacts"), TAKE_CONTACTS),
            Key("g 1–9", _("Another of your open contacts"), TAKE_CONTACTS),
            Key("Alt+A", _("Answers"), TAKE_CONTACTS),
            Key("Alt+H", _("Handler"), "cases.find_handler"),
            Key("Alt+G", _("Guides"), TAKE_CONTACTS),
            Key("Alt+O", _("Hours"), TAKE_CONTACTS),
            Key("Alt+M", _("Norm"), TAKE_CONTACTS),
            Key("Alt+C", _("Book a callback"), BOOK_CALLBACKS),
        ],
    ),
    (
        _("In a contact that keeps a callback"),
        [
            Key("Alt+B", _("To the callback"), ANSWER),
            Key("r", _("Ring"), ANSWER),
            Key("1–9", _("What came of the call, when the callback has the focus"), ANSWER),
            Key(
                "Alt+Shift+1–9",
                _("What came of the call, when the callback had the focus last"),
                ANSWER,
            ),
        ],
    ),
    (
        _("Callbacks"),
        [
            Key("t", _("Take the next one"), ANSWER),
            Key("b", _("Book a callback"), BOOK_CALLBACKS),
            Key("Alt+T", _("When to ring, while booking"), BOOK_CALLBACKS),
            Key("Ctrl+Enter", _("Book; or go back to the contact"), BOOK_CALLBACKS),
        ],
    ),
    (_("In a draft of an article"), [Key("Ctrl+Enter", _("Save"), "knowledge.edit")]),
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
