"""/api/v1/: what is public about the knowledge base."""

from django.urls import path

from knowledge import norm_api

urlpatterns = [
    path("norm/", norm_api.NormCalculator.as_view(), name="norm"),
]
