"""Every address of the house. Language in the path for residents; staff pages follow the person's own language."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from contactcenter import api_docs, errors, health, metrics, styleguide

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", api_docs.page, name="api-docs"),
    path("accounts/", include("contactcenter.accounts.urls")),
    path("people/", include("districts.people.urls")),
    path("desk/styleguide/", styleguide.page, name="styleguide"),
]
