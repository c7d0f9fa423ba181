"""Signing in and out, where allauth's own pages are not enough."""

from typing import Any

from allauth.account.views import LogoutView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import public


class SignOutView(LogoutView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_out = public(SignOutView.as_view())


@require_safe
@public
@never_cache
def single_sign_on(request: HttpRequest) -> HttpResponse:
    """The sign-in page where the city's identity provider asks for the password: a door and nothing more."""
    back_to = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back_to, {request.get_host()}):
        back_to = settings.LOGIN_REDIRECT_URL
    if request.user.is_authenticated:
        return redirect(resolve_url(back_to))
    context = {"provider_id": settings.OIDC_ID, "name": settings.OIDC_NAME, "next": back_to}
    return render(request, "accounts/single_sign_on.html", context)
