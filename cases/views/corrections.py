"""Correcting what a closed contact was registered with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import correction_history, corrections, past_contacts
from cases.corrections import Facts
from cases.forms.corrections import CorrectionForms
from cases.models import Contact
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now

TEMPLATE = "desk/past/correct.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("cases.view_contacts")
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(past_contacts.with_questions(Contact.objects.closed()), pk=pk)
    posted = request.POST if request.method == "POST" else None
    forms = CorrectionForms(posted, contact=contact, questions=contact.questions.all())
    if posted is None or forms.have_errors:
        status = 422 if forms.have_errors else 200
        return render(request, TEMPLATE, {"contact": contact, "forms": forms}, status=status)
    facts = forms.facts()
    try:
        differences = corrections.correct(
            contact, facts, revision=forms.revision, by=request.user, at=now()
        )
    except corrections.ChangedMeanwhile:
        return show_both(request, pk, facts)
    messages.success(request, _("Corrected.") if differences else _("Nothing was different."))
    return redirect("contacts:contact", pk)


def show_both(request: StaffRequest, pk: int, mine: Facts) -> HttpResponse:
    """Show what stands there now, and what the corrector's own would change in it; they choose."""
    contact = get_object_or_404(past_contacts.with_questions(Contact.objects.all()), pk=pk)
    would_change = corrections.compare(corrections.facts_of(contact), mine)
    context = {
        "contact": contact,
        "theirs": correction_history.history(contact)[:1],
        "mine": correction_history.in_words(would_change),
        "posted": {name: text for name, text in request.POST.items() if name != "revision"},
    }
    return render(request, "desk/past/conflict.html", context, status=409)
