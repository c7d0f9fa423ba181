"""What people see and change about themselves, and how long they stay signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contactcenter.accounts import own_number
from contactcenter.accounts.access import SIGNED_IN, StaffRequest, requires
from contactcenter.accounts.forms import OwnNumberForm, ProfileForm


@requires(SIGNED_IN)
def profile(request: StaffRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        translation.activate(person.language)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    context = {"form": form, "signs_in_here": settings.SIGN_IN == "local"}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@requires("cases.find_handler")
def give_own_number(request: StaffRequest) -> HttpResponse:
    """Ask for the person's own personal number, so that the log notices when they look themselves up."""
    form = OwnNumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        own_number.give(request.user, form.cleaned_data["number"], at=timezone.now())
        messages.success(request, _("Your number is known, as a code that nobody can read."))
        return redirect("accounts:profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/own_number.html", {"form": form}, status=status)


@require_POST
@requires(SIGNED_IN)
def keep_alive(request: StaffRequest) -> HttpResponse:
    """Answer to the warning: being asked for counts as activity."""
    return HttpResponse(status=204)
