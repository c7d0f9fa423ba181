"""Looking up who handles a case, step by step: who it is, what for, what we may read out. The server keeps the order.

Every answer to a POST is the panel itself: the number travels in it, sealed, and an address to be led on to could not hold it.
With htmx only the panel is swapped; without script the same forms are a page of their own.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cases import handlers, identity, look_up_limits, look_up_refusals, manual_routes
from cases.case_register import connect
from cases.e_identification import Result
from cases.forms.look_ups import IdentityForm, PurposeForm
from cases.identity import Identity, Method
from cases.models import Contact, LookUp
from contactcenter import database
from contactcenter.accounts.access import StaffRequest, requires

FIND = "cases.find_handler"
IDLE_SECONDS = 120  # then the answer closes by itself
STEPS = [_("Identity"), _("Purpose"), _("Information")]
STEP_OF = {"purpose": 2, "limit": 2, "answer": 3}  # of the panel's other parts: the first

Context = dict[str, Any]


@require_safe
@requires(FIND)
def to_contact(request: StaffRequest) -> HttpResponse:
    """Lead to the contact in which the person looks up: where only one is open, at once."""
    contacts = Contact.objects.still_open().of_agent(request.user)
    if len(contacts) == 1:
        return redirect("look-ups:start", contacts[0].pk)
    return render(request, "desk/look_up/contacts.html", {"contacts": contacts})


def panel(request: StaffRequest, contact: Contact) -> tuple[str, Context]:
    """Answer the panel as it begins, for the page of the contact: its template, and what that needs."""
    first = _first_step(request, contact, takes_focus=request.htmx.target == "panel")
    return "desk/look_up/_panel.html", _context(contact, **first)


def step(
    view: Callable[[StaffRequest, Contact], HttpResponse],
) -> Callable[[StaffRequest, int], HttpResponse]:
    """Find the agent's own contact; answer a step that may not be taken with the first one, and the reason."""

    @wraps(view)
    def taken(request: StaffRequest, pk: int) -> HttpResponse:
        contact = get_object_or_404(Contact.objects.of_agent(request.user), pk=pk)
        try:
            return view(request, contact)
        except look_up_limits.LimitReached as limit:
            again = {name: request.POST[name] for name in ("sealed", "purpose")}
            return _shown(
                request, contact, part="limit", status=429, release=limit.release, **again
            )
        except tuple(look_up_refusals.SENTENCES) as refusal:
            fault = look_up_refusals.SENTENCES[type(refusal)]
            first = _first_step(request, contact, takes_focus=True)
            return _shown(request, contact, status=_status(refusal), fault=fault, **first)

    return taken


@require_safe
@requires(FIND)
@step
def start(request: StaffRequest, contact: Contact) -> HttpResponse:
    return _shown(request, contact, **_first_step(request, contact, takes_focus=True))


@require_POST
@requires(FIND)
@step
def begin(request: StaffRequest, contact: Contact) -> HttpResponse:
    """Take the number and the way, and show what to do now."""
    form = IdentityForm(request.POST, ways=identity.ways(contact), takes_focus=True)
    if not form.is_valid():
        return _shown(request, contact, part="identity", status=422, form=form)
    who = identity.begin(
        form.cleaned_data["number"],
        Method(form.cleaned_data["method"]),
        contact=contact,
        agent=request.user,
        at=database.now(),
    )
    part = "waiting" if who.check.method == Method.BANKID else "confirmation"
    return _shown(request, contact, part=part, **_sealed(who))


@require_POST
@requires(FIND)
@step
def confirm(request: StaffRequest, contact: Contact) -> HttpResponse:
    """The agent says that it was made sure."""
    who = _unsealed(request, contact)
    identity.confirm(who, at=database.now())
    return _shown(request, contact, **_purpose_step(who))


@require_POST
@requires(FIND)
@step
def give_up(request: StaffRequest, contact: Contact) -> HttpResponse:
    """The agent says that it could not be made sure."""
    identity.give_up(_unsealed(request, contact), at=database.now())
    return _shown(request, contact, **_first_step(request, contact, takes_focus=True))


@require_POST
@requires(FIND)
@step
def ask_partner(request: StaffRequest, contact: Contact) -> HttpResponse:
    """How far has the person come with BankID? The page asks by itself, or the agent by a button."""
    who = _unsealed(request, contact)
    result = identity.ask_partner(who, at=database.now())
    if result is Result.FAILED:
        raise identity.NotConfirmed
    if result is Result.CONFIRMED:
        return _shown(request, contact, **_purpose_step(who))
    if "Poll" in request.headers:
        return HttpResponse(status=204)  # leaves what is shown, and where the focus is, alone
    return _shown(request, contact, part="waiting", **_sealed(who))


@require_POST
@requires(FIND)
@step
def find(request: StaffRequest, contact: Contact) -> HttpResponse:
    """Look the person up, and show what may be read out: in this answer only, it is kept nowhere."""
    who = _unsealed(request, contact)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _shown(request, contact, status=422, **_purpose_step(who, form))
    answer = handlers.find(
        who,
        contact=contact,
        purpose=LookUp.Purpose(form.cleaned_data["purpose"]),
        agent=request.user,
        at=database.now(),
        register=connect.register(is_training=contact.is_training),
    )
    routes = [] if answer.cases else manual_routes.of(contact, at=database.now())
    response = _shown(request, contact, part="answer", answer=answer, routes=routes)
    if not request.htmx:  # no script that would close the card
        response["Refresh"] = f"{IDLE_SECONDS}; url={reverse('look-ups:start', args=[contact.pk])}"
    return response


def _first_step(request: StaffRequest, contact: Contact, **form: Any) -> Context:
    if not contact.is_open or contact.agent_id != request.user.pk:
        return {"part": "not_here"}
    return {"part": "identity", "form": IdentityForm(ways=identity.ways(contact), **form)}


def _purpose_step(who: Identity, form: PurposeForm | None = None) -> Context:
    return {"part": "purpose", "form": form or PurposeForm()} | _sealed(who)


def _sealed(who: Identity) -> Context:
    return {"who": who, "sealed": identity.seal(who)}


def _unsealed(request: StaffRequest, contact: Contact) -> Identity:
    sealed = request.POST.get("sealed", "")
    return identity.unseal(sealed, contact=contact, agent=request.user, at=database.now())


def _status(refusal: Exception) -> int:
    return 409 if isinstance(refusal, identity.ContactClosed) else 422


def _context(contact: Contact, *, part: str, **more: Any) -> Context:
    common = {
        "contact": contact,
        "part": f"desk/look_up/_{part}.html",
        "idle": IDLE_SECONDS,
        "part_of": "desk",
    }
    return common | {"steps": STEPS, "step": STEP_OF.get(part, 1)} | more


def _shown(
    request: StaffRequest, contact: Contact, *, part: str, status: int = 200, **more: Any
) -> HttpResponse:
    """Draw one part of the panel: alone, or on a page of its own."""
    template = "desk/look_up/_panel.html" if request.htmx else "desk/look_up/page.html"
    return render(request, template, _context(contact, part=part, **more), status=status)
