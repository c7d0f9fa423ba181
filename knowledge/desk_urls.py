"""/desk/articles/: articles as agents read them."""

from django.urls import path

from knowledge.views import flags, reading

app_name = "articles"
urlpatterns = [
    path("topics/<slug:code>/", reading.topic, name="topic"),
    path("<slug:slug>/", reading.article, name="article"),
    path("<slug:slug>/flag/", flags.flag, name="flag"),
]
