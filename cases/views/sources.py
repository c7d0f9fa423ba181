"""Answering from an article: it is kept with a question of the contact, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from cases import contacts, sources
from cases.models import Contact
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now
from knowledge.models import ArticleText

TAKE = "cases.take_contacts"


@require_POST
@requires(TAKE)
def use(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the text that is on the page with the question that was chosen."""
    contact = get_object_or_404(Contact, pk=pk)
    questions = contact.questions.select_related("contact")
    question = get_object_or_404(questions, number=number_in(request, "question"))
    texts = ArticleText.objects.published().select_related("article")
    text = get_object_or_404(texts, pk=number_in(request, "text"))
    try:
        sources.use(question, text, agent=request.user, at=now())
    except contacts.Closed:
        return too_late(request, contact)
    return redirect(article_in(contact, text.article.slug))


@require_POST
@requires(TAKE)
def take_back(request: StaffRequest, pk: int, source: int) -> HttpResponse:
    contact = get_object_or_404(Contact, pk=pk)
    found = sources.of(contact).select_related("question__contact").filter(pk=source).first()
    try:
        if found:  # a second click is no fault
            sources.take_back(found, agent=request.user, at=now())
    except contacts.Closed:
        return too_late(request, contact)
    return redirect(article_in(contact, request.POST.get("article", "")))


def number_in(request: StaffRequest, name: str) -> int:
    """Read a number that a form brought along; zero, which no row has, where there is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= 18 else 0


def article_in(contact: Contact, slug: str) -> str:
    """Answer the address of the contact with the article beside it; without one, with what was used."""
    query = {"panel": "answers"} | ({"article": slug} if slug else {})
    return reverse("contacts:contact", args=[contact.pk], query=query)


def too_late(request: StaffRequest, contact: Contact) -> HttpResponse:
    """Lead on to the closed contact: the whole page, also where only the panel was asked for."""
    messages.info(request, _("The contact was closed already."))
    address = reverse("contacts:contact", args=[contact.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
