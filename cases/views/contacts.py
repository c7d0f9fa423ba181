"""The workspace of a contact: every button posts the whole form, and what was typed is saved before anything else."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import (
    callback_cards,
    contacts,
    draft_tokens,
    drafts,
    guide_runs,
    on_the_phone,
    presence,
    reassignment,
    training,
    waiting,
)
from cases.forms import contacts as forms
from cases.models import Contact, OtherVersion, Question
from cases.views import panels, past_contacts, workspace
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from contactcenter.database import now

TAKE = "cases.take_contacts"


@require_POST
@requires(TAKE)
def start(request: StaffRequest) -> HttpResponse:
    channel = request.POST.get("channel", "")
    if channel not in Contact.Channel.values:
        return errors.page(request, 422, message=_("Choose a channel."), back=reverse("desk"))
    contact = contacts.start_once(
        Contact.Channel(channel),
        agent=request.user,
        at=now(),
        is_training=training.is_on(request),
    )
    return redirect("contacts:contact", contact.pk)


@require_safe
@requires("cases.view_contacts")
def contact(request: StaffRequest, pk: int) -> HttpResponse:
    found = contact_or_404(pk)
    if found.is_open:
        return open_contact(request, found)
    return past_contacts.closed_contact(request, found)


@requires(TAKE)
def open_contact(request: StaffRequest, found: Contact) -> HttpResponse:
    if request.htmx.target == "panel":
        return render(request, "desk/_contact_panel.html", panels.context(request, found))
    visit(found, request.user)
    return page(request, found)


def visit(found: Contact, agent: User) -> None:
    """Note that the agent is here; that somebody came into a colleague's contact is kept."""
    at = now()
    is_new_visit = presence.enter(found.pk, agent, at=at)
    if is_new_visit and found.agent_id != agent.pk:
        contacts.join(found, agent=agent, at=at)


@require_POST
@requires(TAKE)
def save(request: StaffRequest, pk: int) -> HttpResponse:
    """Do what script does while somebody types."""
    found = contact_or_404(pk)
    try:
        problems = save_typed(request, found)
    except contacts.Closed:
        return too_late(request, found)
    if problems:
        return page(request, found, problems=problems, status=422)
    messages.success(request, _("Saved."))
    return redirect("contacts:contact", pk)


@require_POST
@requires(TAKE)
def add_question(request: StaffRequest, pk: int) -> HttpResponse:
    found, at = contact_or_404(pk), now()
    try:
        problems = save_typed(request, found)
        question = contacts.add_question(found, at=at)
    except contacts.Closed:
        return too_late(request, found)
    if problems:
        return page(request, found, problems=problems, status=422)
    return to_field(request, found, forms.name_of(question.number, "note"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TAKE)
def remove_question(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Remove a question: an empty one at once, one that holds something after asking."""
    found = contact_or_404(pk)
    question = get_object_or_404(found.questions.select_related("contact"), number=number)
    if request.method != "POST":
        return ask_before_removing(request, question)
    try:
        save_typed(request, found)
        question.refresh_from_db()
        if "ask" in request.POST and holds_something(question):
            return redirect("contacts:remove-question", pk, number)
        contacts.remove_question(question, agent=request.user, at=now())
    except contacts.Closed:
        return too_late(request, found)
    except contacts.LastQuestion:
        messages.error(request, _("A contact has at least one question."))
    return redirect("contacts:contact", pk)


@require_POST
@requires(TAKE)
def choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Settle which of two versions stands: `choice` is the version's number and what to keep."""
    found = contact_or_404(pk)
    number, _dash, keep = request.POST.get("choice", "").partition("-")
    if not number.isdecimal() or keep not in drafts.Keep.values:
        return errors.page(request, 422, back=reverse("contacts:contact", args=[pk]))
    try:
        problems = save_typed(request, found)
        version = get_object_or_404(
            found.other_versions.select_related("contact", "question"), pk=int(number)
        )
        shown = forms.lines(request.POST.get(f"shown-{number}", ""))
        drafts.choose(version, drafts.Keep(keep), shown=shown, at=now())
    except contacts.Closed:
        return too_late(request, found)
    except drafts.Outdated:
        messages.warning(
            request, _("The field has changed once more. Look at both versions again.")
        )
        return redirect("contacts:contact", pk)
    if problems:
        return page(request, found, problems=problems, status=422)
    return to_field(request, found, forms.name_of(*drafts.place_of(version)))


@require_POST
@requires(TAKE)
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close with what was typed last. Refused, it stays on the page, and the first question to see to has the focus."""
    found = contact_or_404(pk)
    try:
        problems = save_typed(request, found)
        if problems:
            return page(request, found, problems=problems, status=422)
        contacts.close(found, agent=request.user, at=now())
    except contacts.Closed:
        return too_late(request, found)
    except contacts.CannotClose as refusal:
        return page(request, found, refusal=refusal, status=422)
    on_the_phone.end_wrap_up(found, at=now())
    messages.success(request, _("Contact %(code)s is closed.") % {"code": found.code})
    following = Contact.objects.still_open().of_agent(request.user).order_by("opened_at", "pk")
    return redirect("contacts:contact", following[0].pk) if following else redirect("desk")


def contact_or_404(pk: int) -> Contact:
    return get_object_or_404(Contact, pk=pk)


def save_typed(request: StaffRequest, contact: Contact) -> workspace.Problems:
    """Save what the form brought along, and answer what could not be saved."""
    typed = forms.read(request.POST)
    if typed.changes:
        drafts.save(contact, typed.changes, agent=request.user, at=now())
    return typed.problems


def page(
    request: StaffRequest,
    contact: Contact,
    *,
    problems: workspace.Problems | None = None,
    refusal: contacts.CannotClose | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the workspace."""
    at = now()
    open_contacts = workspace.open_contacts(request.user, beside=contact.pk)
    frame = workspace.frame(request.user, open_contacts, contact.pk)
    here: workspace.OpenContact | None = frame["here"]
    if here is None:  # a colleague has closed it in this very moment
        return too_late(request, contact)
    card = callback_cards.of(here.contact, agent=request.user)
    is_to_be_rung = bool(card and card.is_held and not (problems or refusal))
    focus = "" if is_to_be_rung else focus_of(here, problems, refusal)
    context: dict[str, Any] = {
        **frame,
        "colleagues": presence.look(contact.pk, request.user, at=at),
        "cannot_close": refusal,
        "part_of": "desk",
        "draft_token": draft_tokens.issue(contact, request.user),
        "typing_is_saved": True,
        "may_give_away": reassignment.may_give_away(here.contact, request.user),
        "may_take_over": reassignment.may_take_over(here.contact, request.user, at=at),
        **workspace.shown_fields(here.contact, problems or {}, focus),
        "card": card,
        "waiting": waiting.of(request.user, at=at),
        "guide_runs": list(guide_runs.of(here.contact)),
        **panels.context(request, here.contact),
    }
    return render(request, "desk/contact.html", context, status=status)


def focus_of(
    here: workspace.OpenContact,
    problems: workspace.Problems | None,
    refusal: contacts.CannotClose | None,
) -> str:
    """Answer which field takes the focus: first what is wrong, then the one that had it, else the first note."""
    if problems:
        return next(iter(problems))
    if isinstance(refusal, contacts.OutcomesMissing):
        return forms.name_of(refusal.numbers[0], "outcome")
    return here.focus or "q1-note"


def to_field(request: StaffRequest, contact: Contact, name: str) -> HttpResponseRedirect:
    """Go on in the field."""
    presence.note(contact.pk, request.user, at=now(), focus=name)
    return redirect("contacts:contact", contact.pk)


def ask_before_removing(request: StaffRequest, question: Question) -> HttpResponse:
    context = {
        "question": _("Remove question %(number)s?") % {"number": question.number},
        "consequences": [_("What was typed there goes with it, and cannot be brought back.")],
        "action": _("Remove the question"),
        "destructive": True,
        "part_of": "desk",
        "back_url": reverse("contacts:contact", args=[question.contact_id]),
    }
    return render(request, "confirm.html", context)


def holds_something(question: Question) -> bool:
    return bool(
        question.note
        or question.topic_id
        or question.district_id
        or question.outcome_id
        or OtherVersion.objects.filter(question=question)
    )


def too_late(request: StaffRequest, contact: Contact) -> HttpResponse:
    """Tell that the contact was closed before. A second click is no fault; text that came too late is shown to copy."""
    lost = drafts.unsaved_notes(contact, forms.read(request.POST).changes, at=now())
    if lost:
        context = {"contact": contact, "lost": lost, "part_of": "desk"}
        return render(request, "desk/contact_too_late.html", context, status=409)
    messages.info(request, _("The contact was closed already."))
    return redirect("contacts:contact", contact.pk)
