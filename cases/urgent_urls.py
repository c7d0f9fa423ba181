"""/desk/urgent/: what to say, what to do and whom to ring. Where one is on the page stands in the query."""

from django.urls import path

from cases.views import urgent

app_name = "urgent"
urlpatterns = [
    path("", urgent.urgent_page, name="page"),
    path("district/", urgent.find_district, name="district"),
    path("mark/", urgent.mark, name="mark"),
    path("unmark/", urgent.unmark, name="unmark"),
]
