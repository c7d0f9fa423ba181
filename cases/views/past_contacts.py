"""Past contacts: finding them, one that is closed, reading what was written there, opening it again."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import correction_history, past_contacts, reading, reopening, sources
from cases.forms.past_contacts import CodeForm, ReadForm, ReopenForm, SearchForm, first_search
from cases.models import Contact
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now

VIEW = "cases.view_contacts"
TAKE = "cases.take_contacts"


@require_safe
@requires(VIEW)
def past(request: StaffRequest) -> HttpResponse:
    return found(request, CodeForm())


@require_POST
@requires(VIEW)
def find_by_code(request: StaffRequest) -> HttpResponse:
    """Lead to the contact, open or closed, whose code the resident has."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            contact = past_contacts.by_code(form.cleaned_data["code"])
        except past_contacts.NotACode as error:
            form.add_error("code", str(error))
            form.data = QueryDict()  # a number, or a name, is not shown again
        else:
            if contact:
                return redirect("contacts:contact", contact.pk)
            form.add_error("code", _("No contact has this code. Read it once more."))
    return found(request, form, status=422)


def found(request: StaffRequest, code_form: CodeForm, *, status: int = 200) -> HttpResponse:
    """Show the list, by what the address asks for."""
    asked = first_search(request.user, timezone.localdate()) | request.GET.dict()
    form = SearchForm(asked, person=request.user)
    context: dict[str, Any] = {"form": form, "code_form": code_form}
    if form.is_valid():
        below = past_contacts.Place.read(request.GET.get("below", ""))
        context["page"] = past_contacts.page(form.contacts(), below=below)
    else:
        status = 422
    return render(request, "desk/past/list.html", context, status=status)


def closed_contact(
    request: StaffRequest,
    contact: Contact,
    *,
    read_form: ReadForm | None = None,
    reopen_form: ReopenForm | None = None,
    status: int = 200,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show a closed contact without what was written there, which takes a purpose."""
    with_questions = past_contacts.with_questions(Contact.objects.all())
    context = {
        "contact": get_object_or_404(with_questions, pk=contact.pk),
        "history": correction_history.history(contact),
        "sources": sources.of(contact),
        "read_form": read_form or ReadForm(),
        "reopen_form": reopen_form or ReopenForm(),
        "may_reopen": request.user.has_perm(TAKE) and reopening.is_possible(contact, at=now()),
    }
    return render(request, "desk/past/contact.html", context | dict(more or {}), status=status)


@require_POST
@requires(VIEW)
def read(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what was written, in this answer only: going back to the page, or loading it again, asks for a purpose again."""
    contact = get_object_or_404(Contact.objects.closed(), pk=pk)
    form = ReadForm(request.POST)
    if not form.is_valid():
        return closed_contact(request, contact, read_form=form, status=422)
    at = now()
    try:
        written = reading.read(contact, **form.cleaned_data, agent=request.user, at=at)
    except reading.NotRecorded:
        message = _("It could not be recorded that you read this. So nothing is shown.")
        return errors.page(request, 500, message=message, back=request.path)
    more = {
        "written": written,
        "read_at": at,
        "read_for": purpose_in_words(form),
        "keep_days": settings.KEEP_NOTES_DAYS,
    }
    return closed_contact(request, contact, read_form=form, more=more)


def purpose_in_words(form: ReadForm) -> str:
    return str(reading.Purpose(form.cleaned_data["purpose"]).label)


@require_POST
@requires(TAKE)
def reopen(request: StaffRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact, pk=pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return closed_contact(request, contact, reopen_form=form, status=422)
    try:
        reopening.reopen(contact, **form.cleaned_data, agent=request.user, at=now())
    except reopening.AlreadyOpen:
        messages.info(request, _("The contact was open already."))
    except reopening.TooLate:
        message = _("It was closed too long ago. Start a new contact and write its code there.")
        back = reverse("contacts:contact", args=[pk])
        return errors.page(request, 422, message=message, back=back)
    return redirect("contacts:contact", pk)
