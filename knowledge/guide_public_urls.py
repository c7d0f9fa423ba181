"""/guides/: questions and answers, for residents; the language stands before them in the path."""

from django.urls import path

from knowledge import guide_views

app_name = "guides"
urlpatterns = [
    path("", guide_views.guide_list, name="list"),
    path("<slug:slug>/", guide_views.guide, name="guide"),
]
