"""The page that an invitation's link opens."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from contactcenter.accounts import invitations
from contactcenter.accounts.access import public
from contactcenter.accounts.forms import FirstPasswordForm


@public
@never_cache
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        person = invitations.find(token, at=now)
        translation.activate(person.language)
        form = FirstPasswordForm(user=person, data=request.POST or None)
        if request.method == "POST" and form.is_valid():
            invitations.accept(person, password=form.cleaned_data["password1"], at=now)
            if request.user.is_authenticated:  # somebody else, at the same machine
                get_adapter().logout(request)
            messages.success(request, _("Your password is set. Sign in with it."))
            return redirect("account_login")
    except invitations.NotValid:
        return render(request, "accounts/invitation_not_valid.html", status=410)
    return render(request, "accounts/invitation.html", {"form": form, "person": person})
