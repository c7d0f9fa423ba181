"""How somebody may be reached without danger: a small form beside the contact."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import contacts, safe_contact
from cases.forms.safe_contact import SafeContactForm
from cases.models import Contact
from cases.views.contacts import save_typed, visit
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now

TAKE = "cases.take_contacts"
TEMPLATE = "desk/safe_contact.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TAKE)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact, pk=pk)
    if not contact.is_open:
        return closed(request, contact)
    visit(contact, request.user)
    kept = safe_contact.of(contact)
    form = SafeContactForm(request.POST if request.method == "POST" else None, kept=kept)
    if form.is_valid():
        return keep(request, contact, form)
    context = {"contact": contact, "form": form, "kept": kept, "part_of": "desk"}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def keep(request: StaffRequest, contact: Contact, form: SafeContactForm) -> HttpResponse:
    given = form.cleaned_data | {"number": form.cleaned_data["number"] or None}
    try:
        safe_contact.keep(contact, **given, agent=request.user, at=now())
    except contacts.Closed:
        return closed(request, contact)
    except safe_contact.Outdated:
        return outdated(request, contact)
    messages.success(request, _("Saved."))
    return redirect("contacts:contact", contact.pk)


@require_POST
@requires(TAKE)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove it at once. What else the contact's form brought along is saved first."""
    contact = get_object_or_404(Contact, pk=pk)
    with suppress(contacts.Closed):
        save_typed(request, contact)
    safe_contact.remove(contact, agent=request.user, at=now())
    messages.success(request, _("Removed. Nothing of it is kept."))
    return redirect("contacts:contact", contact.pk)


def outdated(request: StaffRequest, contact: Contact) -> HttpResponse:
    """Show what is kept by now beside what was typed; saving once more puts the latter in its place."""
    kept = safe_contact.of(contact)
    typed = request.POST.copy()
    typed["revision"] = str(kept.stored.revision if kept else 0)
    form = SafeContactForm(typed, kept=kept)
    context = {
        "contact": contact,
        "form": form,
        "kept": kept,
        "part_of": "desk",
        "is_outdated": True,
    }
    return render(request, TEMPLATE, context, status=409)


def closed(request: StaffRequest, contact: Contact) -> HttpResponse:
    return errors.page(
        request,
        409,
        message=_("The contact is closed."),
        back=reverse("contacts:contact", args=[contact.pk]),
    )
