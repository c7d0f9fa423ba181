"""The desk: where staff begin. It puts the other rooms' fragments together and asks each of them when somebody searches."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cases import search, waiting
from cases.models import Contact
from cases.views import workspace
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from districts import public_lines, work
from districts import search as districts_search
from districts.models import District
from knowledge.models import SOURCE_LANGUAGE

USE_DESK = "accounts.use_desk"
TAKE_CONTACTS = "cases.take_contacts"
LONGEST_NUMBER = 18  # digits, of a row


@require_safe
@requires(USE_DESK)
def desk(request: StaffRequest) -> HttpResponse:
    """Show what the person needs first: whoever answers begins a contact or goes on with one."""
    at = timezone.now()
    own_work = work.of(request.user, at=at, language=get_language() or "sv")
    context = {"now": at, "work": own_work}
    if request.user.has_perm(TAKE_CONTACTS):
        return render(request, "desk/agent.html", context | under_way(request.user, at=at))
    return render(request, "desk/desk.html", context | lines_now(at))


@require_safe
@requires(USE_DESK)
def lines(request: StaffRequest) -> HttpResponse:
    """Show who answers now: a page of its own, or what the desk folds out."""
    template = "desk/_lines.html" if request.htmx else "desk/lines.html"
    return render(request, template, lines_now(timezone.now()))


def lines_now(at: datetime) -> dict[str, Any]:
    """Answer the city's lines, and the first one of every district."""
    main_lines = public_lines.main_of_each(District.objects.today(), at=at)
    return {
        "city_lines": public_lines.show(districts_search.of_the_city(at), at=at),
        "district_lines": list(main_lines.values()),
    }


def under_way(agent: User, *, at: datetime) -> dict[str, Any]:
    """Answer what somebody who answers comes back to: their open contacts, and who waits."""
    frame = workspace.frame(agent, workspace.open_contacts(agent), None)
    return frame | {"waiting": waiting.of(agent, at=at)}


@require_safe
@requires(USE_DESK)
def search_page(request: StaffRequest) -> HttpResponse:
    """Find anything: as a page, or as the list alone while somebody is typing."""
    query = request.GET.get("q", "")
    contact = contact_beside(request)
    language = contact.language if contact else SOURCE_LANGUAGE
    context = search.everything(query, person=request.user, at=timezone.now(), language=language)
    context["contact"] = contact
    if request.htmx.target in {"found", "palette-found"}:
        return render(request, "desk/_found.html", context)
    if "refusal" in context:
        messages.warning(request, context["refusal"])
        return redirect("desk-search")
    return render(request, "desk/search.html", context)


def contact_beside(request: StaffRequest) -> Contact | None:
    """Answer the open contact beside whose notes somebody is typing."""
    number = request.GET.get("contact", "")
    if not (
        number.isdecimal()
        and len(number) <= LONGEST_NUMBER
        and request.user.has_perm(TAKE_CONTACTS)
    ):
        return None
    return Contact.objects.still_open().filter(pk=int(number)).first()
