"""What the page of an open contact sends while somebody types.

A draft token proves who writes, so that typing is saved also in the seconds after the session has ended; only who is still
signed in reads anything back. docs/decisions/0060-typing-outlives-the-session.md says how it is guarded.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cases import contacts, draft_tokens, drafts, presence
from cases.forms import contacts as forms
from cases.models import Contact
from cases.views import workspace
from contactcenter.accounts.access import guards_itself, lead_to_sign_in
from contactcenter.accounts.models import User
from contactcenter.database import now
from contactcenter.same_origin import is_same_origin

TAKE = "cases.take_contacts"


@guards_itself(TAKE)
@csrf_exempt  # the token is the proof, and travels in a header that no other site can send
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    agent = draft_tokens.writer(request.headers.get("Draft", ""), contact=pk)
    if agent is None or not agent.has_perm(TAKE) or not is_same_origin(request):
        return refuse(request)
    contact, at = get_object_or_404(Contact, pk=pk), now()
    typed = forms.read(request.POST)
    try:
        saved = drafts.save(contact, typed.changes, agent=agent, at=at) if typed.changes else []
    except contacts.Closed:
        return JsonResponse({"state": _("Not saved: the contact has been closed.")}, status=409)
    focus = request.POST.get("focus", "")[: presence.FIELD_NAME]
    wrote = name_of(saved[-1]) if saved else ""
    presence.note(pk, agent, at=at, writes_in=wrote, focus=focus)
    if request.user != agent:
        return JsonResponse(told_afterwards(typed.problems), status=401)
    return JsonResponse(told(agent, contact, saved, typed.problems))


def refuse(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return lead_to_sign_in(request)
    raise PermissionDenied


def told_afterwards(problems: workspace.Problems) -> dict[str, Any]:
    """Answer a page whose session has ended: what could not be saved, and nothing of what stands there."""
    return {
        "state": " ".join(problem.text for problem in problems.values())
        or _("Saved, but you have been signed out"),
        "fields": {name: {"refused": True} for name in problems},
    }


def told(
    agent: User, contact: Contact, saved: list[drafts.Saved], problems: workspace.Problems
) -> dict[str, Any]:
    """Answer what stands in each field that was sent, and what should be said beside it."""
    contact.refresh_from_db()
    conflicts = {name_of(each) for each in saved if each.is_conflict}
    names = {name_of(each) for each in saved} | problems.keys()
    return {
        "state": state_in_words(conflicts, problems),
        "revision": contact.revision,
        "fields": {
            field.name: {
                "stored": field.stored,
                "refused": bool(field.problem),
                "conflict": field.name in conflicts,
                "notes": render_to_string(
                    "desk/_field_notes.html", {"field": field, "contact": contact, "user": agent}
                ),
            }
            for field in workspace.fields_named(contact, names, problems)
        },
    }


def name_of(saved: drafts.Saved) -> str:
    return forms.name_of(saved.change.question, saved.change.field)


def state_in_words(conflicts: set[str], problems: workspace.Problems) -> str:
    if problems:
        return _("Not saved: see beside the field")
    if conflicts:
        return _("Saved beside a colleague’s version")
    moment = date_format(timezone.localtime(timezone.now()), "H.i.s")
    return _("Saved %(time)s") % {"time": moment}
