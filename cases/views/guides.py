"""Guides beside the notes: the same questions as residents read, with what only staff should know."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from cases import contacts, guide_runs
from cases.models import Contact, GuideRun
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now
from knowledge import guide_pages, guide_versions, guides
from knowledge.guides import NoSuchWay
from knowledge.models import GuideVersion

TAKE = "cases.take_contacts"
TEMPLATE = "desk/_contact_guides.html"


def panel(request: StaffRequest, contact: Contact) -> tuple[str, dict[str, Any]]:
    """Show the guide that the address names, as far as it has been answered; else all guides, and what has been kept."""
    runs = list(guide_runs.of(contact))
    numbers = list(contact.questions.order_by("-number").values_list("number", flat=True))
    slug = slug_in(request.GET)
    current = GuideVersion.objects.published().filter(slug=slug).first()
    if current is None:
        published = GuideVersion.objects.published()
        found = [(version, guides.of_text(version.content)) for version in published]
        return TEMPLATE, {"runs": runs, "numbers": numbers, "guides": found}
    version = guide_versions.find(current, request.GET.get("v", "")) or current
    query = f"panel=guides&guide={slug}&v={version.number}"
    shown = guide_pages.show(version, request.GET.get("a", ""), query=query)
    more = {"runs": runs, "numbers": numbers, "is_replaced": version != current}
    return TEMPLATE, guide_pages.context(shown) | more


@require_POST
@requires(TAKE)
def save(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the outcome with the question that was chosen."""
    contact = get_object_or_404(Contact, pk=pk)
    questions = contact.questions.select_related("contact")
    question = get_object_or_404(questions, number=number_in(request, "question"))
    version = get_object_or_404(
        GuideVersion.objects.been_public(),
        slug=slug_in(request.POST),
        number=number_in(request, "v"),
    )
    answers = request.POST.get("a", "")
    try:
        guide_runs.save(question, version, answers, agent=request.user, at=now())
    except (NoSuchWay, guide_runs.NotFinished):
        message = _("The guide has not come to an outcome yet. Nothing was saved.")
        return errors.page(request, 422, message=message, back=guides_of(contact))
    except contacts.Closed:
        return too_late(request, contact)
    messages.success(request, _("Saved with question %(number)s.") % {"number": question.number})
    return redirect(guides_of(contact))


@require_POST
@requires(TAKE)
def remove(request: StaffRequest, pk: int, run: int) -> HttpResponse:
    contact = get_object_or_404(Contact, pk=pk)
    runs = GuideRun.objects.filter(question__contact=contact).select_related("question__contact")
    found = runs.filter(pk=run).first()
    try:
        if found:  # a second click is no fault
            guide_runs.remove(found, agent=request.user, at=now())
    except contacts.Closed:
        return too_late(request, contact)
    return redirect(guides_of(contact))


def slug_in(sent: QueryDict) -> str:
    """Read a guide's name; PostgreSQL cannot even look for some characters."""
    return sent.get("guide", "").replace("\0", "")


def number_in(request: StaffRequest, name: str) -> int:
    """Read a small number that a form brought along; zero, which no row has, where there is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def guides_of(contact: Contact) -> str:
    return reverse("contacts:contact", args=[contact.pk], query={"panel": "guides"})


def too_late(request: StaffRequest, contact: Contact) -> HttpResponse:
    """Lead on to the closed contact: the whole page, also where only the panel was asked for."""
    messages.info(request, _("The contact was closed already."))
    address = reverse("contacts:contact", args=[contact.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
