"""People: the list, one person's page, and the acts on it. District administrators see their own district's people."""

from smtplib import SMTPException
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contactcenter.accounts import invitations, people
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole
from districts import memberships
from districts.models import Membership
from districts.people.filters import PeopleFilter
from districts.people.forms import InvitationForm, MembershipForm, PersonForm, ReasonForm

PEOPLE_ON_A_PAGE = 25
SORTS: dict[str, Any] = {
    "name": F("name_key").asc(),
    "-name": F("name_key").desc(),
    "last_login": F("last_login").asc(nulls_first=True),
    "-last_login": F("last_login").desc(nulls_last=True),
}


@require_safe
@requires("districts.manage_members")
def people_list(request: StaffRequest) -> HttpResponse:
    work = Prefetch("memberships", Membership.objects.select_related("unit__district"))
    seen = memberships.people_seen_by(request.user).with_name_key().prefetch_related(work)
    found = PeopleFilter(request.GET, queryset=seen, request=request)
    sort = SORTS.get(request.GET.get("sort", ""), SORTS["name"])
    page = Paginator(found.qs.order_by(sort, "pk"), PEOPLE_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "people/list.html", {"filter": found, "page": page})


@require_safe
@requires("districts.manage_members")
def person_page(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(memberships.people_seen_by(request.user), pk=pk)
    managed = set(
        memberships.managed_by(request.user).filter(user=person).values_list("pk", flat=True)
    )
    work = person.memberships.select_related("unit__district").order_by("unit__sort_key")
    context = {
        "person": person,
        "work": [(membership, membership.pk in managed) for membership in work],
        "has_second_factor": Authenticator.objects.filter(user=person).exists(),
        "asks_second_factor": settings.SIGN_IN == "local",
        "valid_until": person.invited_at and invitations.valid_until(person),
    }
    return render(request, "people/person.html", context)


@requires("accounts.manage_people")
def invite(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial={"language": settings.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            person = invitations.invite(by=request.user, at=timezone.now(), **form.cleaned_data)
        except invitations.AlreadyHere:
            form.add_error("email", form.instance.unique_error_message(User, ["email"]))
        else:
            tell_of_invitation(request, person)
            return redirect("people:person", person.pk)
    return render(request, "people/invite.html", {"form": form}, status=status_of(form))


@require_POST
@requires("accounts.manage_people")
def invite_again(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    try:
        invitations.renew(person, by=request.user, at=timezone.now())
    except invitations.NotInvited:
        messages.error(request, _("The invitation has been accepted already."))
    else:
        tell_of_invitation(request, person)
    return redirect("people:person", pk)


def tell_of_invitation(request: StaffRequest, person: User) -> None:
    """Write to the person; when the mail cannot go, say so: the invitation stands and can be sent again."""
    try:
        invitations.send(person)
    except (SMTPException, OSError):
        messages.error(
            request, _("The person is invited, but the mail could not be sent. Send it again.")
        )
    else:
        messages.success(
            request, _("The invitation was sent to %(email)s.") % {"email": person.email}
        )


@requires("accounts.manage_people")
def change(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=get_object_or_404(User, pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            people.change(person, by=request.user, at=timezone.now(), **form.cleaned_data)
        except people.LastAdministrator:
            form.add_error("roles", _("Somebody must stay administrator."))
        else:
            messages.success(request, _("Saved."))
            return redirect("people:person", pk)
    context = {"form": form, "person": person}
    return render(request, "people/change.html", context, status=status_of(form))


@requires("accounts.manage_people")
def disable(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.disable(person, by=request.user, at=timezone.now(), **form.cleaned_data)
        except people.LastAdministrator:
            form.add_error(None, _("Somebody must stay administrator."))
        except people.Oneself:
            form.add_error(None, _("You cannot shut yourself out. Another administrator can."))
        else:
            messages.success(request, _("%(name)s can no longer sign in.") % {"name": person})
            return redirect("people:person", pk)
    return ask(
        request,
        form,
        question=_("Stop %(name)s from signing in?") % {"name": person},
        consequences=[
            _("They are signed out at once."),
            _("Roles and units are kept. You can let them in again."),
        ],
        action=_("Stop from signing in"),
        person=person,
    )


@require_POST
@requires("accounts.manage_people")
def enable(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    people.enable(person, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s can sign in again.") % {"name": person})
    return redirect("people:person", pk)


@requires("accounts.manage_people")
def reset_second_factor(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.reset_second_factor(
                person, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except people.Oneself:
            form.add_error(None, _("You change your own second step in your profile."))
        else:
            messages.success(
                request,
                _("%(name)s sets up a new second step at the next sign-in.") % {"name": person},
            )
            return redirect("people:person", pk)
    return ask(
        request,
        form,
        question=_("Reset the second step of %(name)s?") % {"name": person},
        consequences=[
            _("Their app and their recovery codes no longer work."),
            _("They are signed out, and set up a new second step when they sign in."),
            _("Make sure that it is really them who ask: call a number that you know."),
        ],
        action=_("Reset the second step"),
        person=person,
    )


@require_POST
@requires("accounts.manage_people")
def end_sessions(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    people.end_sessions(person, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": person})
    return redirect("people:person", pk)


@requires("districts.manage_members")
def give_membership(request: StaffRequest) -> HttpResponse:
    form = MembershipForm(request.POST or None, by=request.user, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        person, unit = form.cleaned_data["email"], form.cleaned_data["unit"]
        role = DistrictRole(form.cleaned_data["role"])
        memberships.give(person, unit, role, by=request.user, at=timezone.now())
        messages.success(
            request, _("%(name)s now works in %(unit)s.") % {"name": person, "unit": unit}
        )
        return redirect("people:person", person.pk)
    return render(request, "people/give_membership.html", {"form": form}, status=status_of(form))


@requires("districts.manage_members")
def take_membership(request: StaffRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(
        memberships.managed_by(request.user).select_related("user", "unit"), pk=pk
    )
    person, words = membership.user, {"name": membership.user, "unit": membership.unit}
    if request.method == "POST":
        memberships.take(membership, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s no longer works in %(unit)s.") % words)
        still_seen = memberships.people_seen_by(request.user).filter(pk=person.pk).exists()
        return redirect("people:person", person.pk) if still_seen else redirect("people:list")
    return ask(
        request,
        None,
        question=_("Take %(name)s out of %(unit)s?") % words,
        consequences=[_("They lose what this role let them see and change.")],
        action=_("Take out"),
        person=person,
    )


def ask(request: StaffRequest, form: Form | None, *, person: User, **words: Any) -> HttpResponse:
    """Show the page that asks before something is taken from a person."""
    back_url = reverse("people:person", args=[person.pk])
    context = {"form": form, "back_url": back_url, "destructive": True, **words}
    return render(request, "confirm.html", context, status=status_of(form))


def status_of(form: Any) -> int:
    return 422 if form is not None and form.errors else 200
