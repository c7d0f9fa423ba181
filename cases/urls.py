"""/desk/: where staff begin their day."""

from django.urls import path

from cases import desk

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("search/", desk.search, name="search"),
]
