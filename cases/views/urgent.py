"""The urgent page: what to say, what to do and whom to ring, by matter, district and clock.

It works without a contact, without script, and without anything that may be down: the register, the cache, the broker.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from cases import contacts, training, urgent, urgent_marks
from cases.forms.urgent import NOT_KNOWN, FindDistrictForm, PlaceForm
from cases.models import Contact
from cases.urgent import Matter
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from contactcenter.database import now
from districts import duty_phone_gaps, duty_phones, find
from districts.models import District

USE_DESK = "accounts.use_desk"
TAKE = "cases.take_contacts"
IDS = "urgent-%s"  # of fields: the page under the dialog has some of its own


@dataclass(frozen=True)
class Place:
    """Where somebody is on the page. `language`: in which the steps are read aloud."""

    contact: Contact | None
    matter: Matter | None
    district: District | None
    language: str

    @property
    def marked_as(self) -> str:
        """Name what the contact is marked with; empty when it is not marked."""
        return urgent.name_of(self.contact.urgent) if self.contact and self.contact.urgent else ""

    @property
    def may_be_marked(self) -> bool:
        """Say whether a click on the button would change something: also from one matter to another."""
        if self.contact is None:
            return True
        is_another = self.matter is not None and self.contact.urgent != self.matter.code
        return self.contact.is_open and (not self.contact.urgent or is_another)

    @property
    def query(self) -> QueryDict:
        """Answer the address's query: what leads back here."""
        said = {
            "contact": self.contact and self.contact.pk,
            "matter": self.matter and self.matter.code,
            "district": self.district.slug if self.district else NOT_KNOWN,
            "language": self.language,
        }
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in said.items() if value})
        return query


@require_safe
@requires(USE_DESK)
def urgent_page(request: StaffRequest) -> HttpResponse:
    return show(request, read(request))


@require_POST
@requires(USE_DESK)
def find_district(request: StaffRequest) -> HttpResponse:
    """Settle the district, or list what it may be."""
    place, form = read(request), FindDistrictForm(request.POST, auto_id=IDS)
    if not form.is_valid():
        return show(request, place, form=form, status=422)
    found = find.find(form.cleaned_data["q"])
    if found.outcome is find.Outcome.FOUND:
        place = replace(place, district=found.districts[0])
    return show(request, place, form=form, found=found)


@require_POST
@requires(TAKE)
def mark(request: StaffRequest) -> HttpResponse:
    """Mark the contact; where there is none, start one."""
    place = read(request)
    code = place.matter.code if place.matter else urgent.NOT_SAID
    said: dict[str, Any] = {"agent": request.user, "at": now(), "district": place.district}
    if place.contact is None:
        contact = urgent_marks.start(code, **said, is_training=training.is_on(request))
        return back(replace(place, contact=contact))
    try:
        urgent_marks.mark(place.contact, code, **said)
    except contacts.Closed:
        return too_late(request, place)
    return back(place)


@require_POST
@requires(TAKE)
def unmark(request: StaffRequest) -> HttpResponse:
    place = read(request)
    if place.contact is None:
        return back(place)
    try:
        urgent_marks.unmark(place.contact, agent=request.user, at=now())
    except contacts.Closed:
        return too_late(request, place)
    return back(place)


def read(request: StaffRequest) -> Place:
    """Read the address. What it leaves out follows from the contact: its matter, its question's district, its language."""
    form = PlaceForm(request.GET)
    form.is_valid()  # what is not valid counts as left out
    said = form.cleaned_data
    contact = contact_of(request.user, said.get("contact"))
    code = said.get("matter") or (contact.urgent if contact else "")
    return Place(
        contact=contact,
        matter=urgent.MATTERS_BY_CODE.get(code),
        district=district_of(contact, said.get("district") or ""),
        language=said.get("language") or language_of(contact),
    )


def contact_of(person: User, pk: int | None) -> Contact | None:
    """Answer the contact, if there is one and the person takes contacts."""
    if pk is None or not person.has_perm(TAKE):
        return None
    return Contact.objects.filter(pk=pk).first()


def district_of(contact: Contact | None, slug: str) -> District | None:
    """Answer the district that was chosen; if nothing was, that of the contact's newest question which has one."""
    if slug:
        return None if slug == NOT_KNOWN else find.district_at(slug)
    if contact is None:
        return None
    questions = contact.questions.exclude(district=None).select_related("district")
    newest = questions.order_by("-number").first()
    return newest.district if newest else None


def language_of(contact: Contact | None) -> str:
    """Answer the language of the conversation, or else the reader's, if the steps exist in it."""
    wished = [contact.language if contact else "", get_language() or ""]
    return next((code for code in wished if code in settings.COMPLETE_LANGUAGES), "sv")


def show(
    request: StaffRequest,
    place: Place,
    *,
    form: FindDistrictForm | None = None,
    found: find.Answer | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show the page, or for htmx what stands in the dialog. A duty phone that turns out to be missing is remembered."""
    at = timezone.now()
    afterwards = place.matter.afterwards if place.matter else None
    route = duty_phones.route(place.district, at=at, afterwards=afterwards)
    duty_phone_gaps.remember(route, at=at)
    context = {
        "place": place,
        "matters": urgent.MATTERS,
        "route": route,
        "districts": District.objects.today(),
        "form": form or FindDistrictForm(auto_id=IDS),
        "found": found,
        "languages": settings.COMPLETE_LANGUAGES,
        **more,
    }
    if request.htmx:  # in a dialog over another page, whose address stays
        panel = render(request, "desk/urgent/_panel.html", context, status=status)
        return push_url(panel, False)
    return render(request, "desk/urgent/urgent.html", context, status=status)


def too_late(request: StaffRequest, place: Place) -> HttpResponse:
    """Say that the contact is closed; the steps and the phone are there all the same."""
    message = _(
        "The contact is closed: the mark was not changed. Steps and phone hold all the same."
    )
    return show(request, place, refusal=message, status=409)


def back(place: Place) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('urgent:page')}?{place.query.urlencode()}")
