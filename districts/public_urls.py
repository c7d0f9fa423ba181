"""Residents' pages about districts and lines; the language stands before them in the path."""

from django.urls import path

from districts import public_views

app_name = "districts"
urlpatterns = [
    path("find/", public_views.find_district, name="find"),
    path("districts/", public_views.district_list, name="list"),
    path("districts/<slug:slug>/", public_views.district, name="district"),
    path(
        "districts/<slug:slug>/hours.ics", public_views.district_calendar, name="district-calendar"
    ),
    path("lines/<slug:slug>/", public_views.line, name="line"),
    path("lines/<slug:slug>/hours.ics", public_views.line_calendar, name="line-calendar"),
]
