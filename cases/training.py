"""Training mode (Swedish: övningsläge): contacts that are started in it count nowhere.

It is a switch of the session, so that it ends with it and nobody trains by mistake tomorrow. A contact keeps what it was
started as.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from contactcenter.accounts.access import StaffRequest, requires

SESSION_KEY = "is_training"


def is_on(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session


@require_safe
@requires("cases.take_contacts")
def training(request: StaffRequest) -> HttpResponse:
    """Show who can be rung for in training, and what a caller may say."""
    return render(request, "desk/training.html")


@require_POST
@requires("cases.take_contacts")
def switch(request: StaffRequest) -> HttpResponse:
    """Begin or end training: `on` says which, so that a second click changes nothing more."""
    if request.POST.get("on"):
        request.session[SESSION_KEY] = True
    else:
        request.session.pop(SESSION_KEY, None)
    return redirect("training")
