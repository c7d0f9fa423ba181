"""What people see and change about themselves, and how long they stay signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contactcenter.accounts.access import SIGNED_IN, StaffRequest, requires
from contactcenter.accounts.forms import ProfileForm


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


@require_POST
@requires(SIGNED_IN)
def keep_alive(request: StaffRequest) -> HttpResponse:
    """Answer to the warning: being asked for counts as activity."""
    return HttpResponse(status=204)
