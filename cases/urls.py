"""/desk/: where staff begin their day."""

from django.urls import path

from cases import desk, keys, training

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("search/", desk.search, name="search"),
    path("keys/", keys.keys, name="keys"),
    path("training/", training.training, name="training"),
    path("training/switch/", training.switch, name="training-switch"),
]
