"""Training mode (Swedish: övningsläge): contacts that are started in it count nowhere.

It is a switch of the session, so that it ends with it and nobody trains by mistake tomorrow. A contact keeps what it was
started as.
"""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cases.case_register import invented
from contactcenter.accounts.access import StaffRequest, page_of, requires

SESSION_KEY = "is_training"
TAKE_CONTACTS = "cases.take_contacts"


class Exercise(NamedTuple):
    """A call to practise, for two: one reads what the caller says, the other answers."""

    name: Promise
    caller: Promise
    practises: Promise


EXERCISES = [
    Exercise(
        _("Who handles my case?"),
        _("Hello, I have applied for income support. Nobody has told me who I should talk to."),
        _(
            "Make sure who it is, say what for, look up. Tell the name and when the handler answers."
        ),
    ),
    Exercise(
        _("When does the money come?"),
        _("My rent is due on Friday. When do I get the money that I was granted?"),
        _("Look up with the right purpose. Say the date, and nothing more than was asked for."),
    ),
    Exercise(
        _("Two matters in one call"),
        _("What is the national norm for two adults? And my mother needs help in her home."),
        _("Two questions, each with its own topic, district and outcome. No name is needed."),
    ),
    Exercise(
        _("Another language"),
        _("Please, Swedish little. Social. Money for food, where I go?"),
        _("Choose the language, offer an interpreter. Short sentences, one question at a time."),
    ),
    Exercise(
        _("You find nothing"),
        _("But I have been your client for years! Say at least which district I belong to."),
        _("The same calm answer whoever it is. Show the way to the district without naming one."),
    ),
    Exercise(
        _("Somebody may be in danger"),
        _("I have to whisper. He comes home soon. You must not ring me back."),
        _("Press Urgent and read the steps aloud. Note: do not ring, leave no message."),
    ),
]


def is_on(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session


@require_safe
@requires(TAKE_CONTACTS)
def training(request: StaffRequest) -> HttpResponse:
    """Show who does not exist and may be looked up in training, and what a caller may say."""
    people = [shown(person) for person in invented.people().values()]
    return render(request, "desk/training.html", {"people": people, "exercises": EXERCISES})


@require_POST
@requires(TAKE_CONTACTS)
def switch(request: StaffRequest) -> HttpResponse:
    """Begin or end training, and go on where one was. `on` says which, so that a second click changes nothing more."""
    if request.POST.get("on"):
        request.session[SESSION_KEY] = True
    else:
        request.session.pop(SESSION_KEY, None)
    return redirect(page_of(request))


def shown(person: dict[str, Any]) -> dict[str, Any]:
    """Answer what the page tells of an invented person: enough for whoever plays the caller."""
    number, cases = person["number"], person["cases"]
    return {
        "name": f"{person['given_name']} {person['surname']}",
        "number": f"{number[:8]}-{number[8:]}",
        "street": person["street"],
        "is_protected": person.get("is_protected", False),
        "handlers": [case["handler"] for case in cases if case["handler"]],
        "districts": len({case["district"] for case in cases}),
    }
