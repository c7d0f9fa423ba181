"""/desk/: where staff begin their day."""

from django.urls import include, path

from cases import desk, keys, training
from cases.views import poll

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("lines/", desk.lines, name="lines"),
    path("search/", desk.search_page, name="desk-search"),
    path("urgent/", include("cases.urgent_urls")),
    path("contacts/", include("cases.contact_urls")),
    path("news/", include("cases.news_urls")),
    path("poll/", poll.poll, name="poll"),
    path("keys/", keys.keys, name="keys"),
    path("training/", training.training, name="training"),
    path("training/switch/", training.switch, name="training-switch"),
    path("", include("cases.look_up_urls")),
]
