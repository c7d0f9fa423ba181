"""Giving open contacts to another agent, taking them over, and those that their agent has left."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cases import contacts, past_contacts, reassignment
from cases.forms.reassignment import AgentForm, OrphansForm
from cases.models import Contact
from cases.views.contacts import TAKE, page, save_typed, too_late
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from contactcenter.database import now

SHOWN_AT_ONCE = 200


@require_http_methods(["GET", "HEAD", "POST"])
@requires("cases.view_contacts")
def reassign(request: StaffRequest, pk: int) -> HttpResponse:
    """Give an open contact to a colleague; whose it is not, and who does not lead the desk, finds none here.

    The workspace posts its whole form, to ask who goes on; what was typed there is saved first.
    """
    contact = get_object_or_404(Contact.objects.still_open().select_related("agent"), pk=pk)
    if not reassignment.may_give_away(contact, request.user):
        raise Http404
    if refusal := save_or_refuse(request, contact):
        return refusal
    form = AgentForm(request.POST if "agent" in request.POST else None, leave_out=contact.agent)
    if form.is_valid():
        return move(request, contact, form.cleaned_data["agent"])
    context = {
        "question": _("Who goes on with %(code)s?") % {"code": contact.code},
        "consequences": [_("Everything that was typed goes along.")],
        "action": _("Give it away"),
        "back_url": reverse("contacts:contact", args=[pk]),
        "form": form,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


@require_POST
@requires(TAKE)
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.still_open(), pk=pk)
    if not reassignment.may_take_over(contact, request.user, at=now()):
        raise Http404
    if refusal := save_or_refuse(request, contact):
        return refusal
    return move(request, contact, request.user)


def save_or_refuse(request: StaffRequest, contact: Contact) -> HttpResponse | None:
    """Save what the workspace's form brought along; answer with its page where that cannot be."""
    if not request.user.has_perm(TAKE):
        return None
    try:
        problems = save_typed(request, contact)
    except contacts.Closed:
        return too_late(request, contact)
    return page(request, contact, problems=problems, status=422) if problems else None


def move(request: StaffRequest, contact: Contact, agent: User) -> HttpResponse:
    back = reverse("contacts:contact", args=[contact.pk])
    try:
        reassignment.reassign(contact, agent, by=request.user, at=now())
    except reassignment.Moved:
        message = _("The contact was closed, or given to somebody else, in the meantime.")
        return errors.page(request, 409, message=message, back=back)
    if agent == request.user:
        messages.success(request, _("The contact is yours now."))
        return redirect(back)
    messages.success(request, _("%(agent)s goes on with the contact.") % {"agent": agent})
    return redirect("desk")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("cases.lead_desk")
def orphaned(request: StaffRequest) -> HttpResponse:
    """Show the open contacts that their agents have left, oldest first; give some to an agent, or take them over."""
    at = now()
    left = reassignment.orphaned(at=at)
    form = OrphansForm(posted_by(request), orphaned=left)
    if form.is_valid():
        chosen, agent = form.cleaned_data["contacts"], form.cleaned_data["agent"]
        count = reassignment.reassign_each(chosen, agent, by=request.user, at=at)
        text = ngettext("%(count)d contact moved.", "%(count)d contacts moved.", count)
        messages.success(request, text % {"count": count})
        return redirect("contacts:orphaned")
    shown = past_contacts.with_questions(left)[: SHOWN_AT_ONCE + 1]
    context = {
        "form": form,
        "contacts": shown[:SHOWN_AT_ONCE],
        "are_more": len(shown) > SHOWN_AT_ONCE,
        "chosen": chosen_in(form),
    }
    return render(request, "desk/past/orphaned.html", context, status=422 if form.errors else 200)


def posted_by(request: StaffRequest) -> QueryDict | None:
    """Answer what was posted. The button "take over" stands for choosing oneself."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    if "take_over" in posted:
        posted["agent"] = str(request.user.pk)
    return posted


def chosen_in(form: OrphansForm) -> set[int]:
    """Answer which contacts were ticked, so that they still are beside a fault."""
    ticked = form["contacts"].value() or []
    return {int(pk) for pk in ticked if pk.isdecimal() and len(pk) <= 18}
