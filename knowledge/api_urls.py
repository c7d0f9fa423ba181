"""/api/v1/: what is public about the knowledge base."""

from django.urls import path

from knowledge import api, norm_api

urlpatterns = [
    path("articles/", api.ArticleList.as_view(), name="articles"),
    path("norm/", norm_api.NormCalculator.as_view(), name="norm"),
]
