"""/accounts/: signing in, the second factor, one's own profile. Of allauth's pages only those that we want have an address.

The names without a namespace are allauth's own: it looks its pages up by them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from contactcenter.accounts import sample
from contactcenter.accounts.access import SIGNED_IN, public, requires
from contactcenter.accounts.views import invitations, profile, second_factor, sign_in

signed_in = requires(SIGNED_IN)

second_factor_urls = [
    path("", signed_in(mfa.index), name="mfa_index"),
    path("authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("totp/activate/", second_factor.set_up, name="mfa_activate_totp"),
    path("totp/deactivate/", second_factor.remove, name="mfa_deactivate_totp"),
    path(
        "recovery-codes/",
        signed_in(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/generate/",
        second_factor.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

password_urls = [
    path("change/", signed_in(account.password_change), name="account_change_password"),
    path("reset/", public(account.password_reset), name="account_reset_password"),
    path("reset/done/", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

# Where people sign in with a password of ours.
local_urls: list[URLPattern | URLResolver] = [
    path(
        "login/",
        public(account.LoginView.as_view(extra_context={"sample_emails": sample.emails()})),
        name="account_login",
    ),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", include(password_urls)),
    path("2fa/", include(second_factor_urls)),
]

# Where they sign in at the city's identity provider.
single_sign_on_urls: list[URLPattern | URLResolver] = [
    path("login/", sign_in.single_sign_on, name="account_login"),
    path(
        "login/cancelled/",
        public(socialaccount.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path(
        "oidc/<slug:provider_id>/login/",
        public(openid_connect.login),
        name="openid_connect_login",
    ),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        public(openid_connect.callback),
        name="openid_connect_callback",
    ),
]

own_urls = [
    path("profile/", profile.profile, name="profile"),
    path("profile/own-number/", profile.give_own_number, name="own-number"),
    path("keep-alive/", profile.keep_alive, name="keep-alive"),
    path("invitation/<str:token>/", invitations.accept_invitation, name="invitation"),
]

urlpatterns = [
    *(single_sign_on_urls if settings.SIGN_IN == "oidc" else local_urls),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("", include((own_urls, "accounts"))),
]
