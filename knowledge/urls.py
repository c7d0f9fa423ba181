"""/editor/: where the knowledge is written, checked and published."""

from django.urls import path

from knowledge.views import articles

app_name = "editor"
urlpatterns = [
    path("", articles.articles, name="articles"),
]
