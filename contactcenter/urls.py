"""Every address of the house. Language in the path for residents; staff pages follow the person's own language."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
