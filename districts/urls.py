"""/district/…: where a district's administrators look after its hours, units and lines. Residents' pages are public_urls.py."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from districts.views import (
    agreements,
    closures,
    history,
    holidays,
    hours,
    lines,
    start,
    toll_free,
    units,
)


class PartConverter(StringConverter):
    """A part of a line's hours."""

    regex = "week|seasons|exceptions"


register_converter(PartConverter, "part")

app_name = "district"
urlpatterns = [
    path("", start.start, name="start"),
    path("<slug:slug>/", start.home, name="home"),
    path("<slug:slug>/hours/", hours.index, name="hours"),
    path("<slug:slug>/hours/<slug:line>/", hours.first_tab, name="line"),
    path("<slug:slug>/hours/<slug:line>/<part:part>/", hours.edit, name="edit-hours"),
    path("<slug:slug>/hours/<slug:line>/<part:part>/rows/", hours.change_rows, name="change-rows"),
    path("<slug:slug>/hours/<slug:line>/<part:part>/preview/", hours.preview, name="preview-hours"),
    path("<slug:slug>/hours/<slug:line>/<part:part>/remove/", hours.remove, name="remove-hours"),
    path("<slug:slug>/hours/<slug:line>/holidays/", holidays.index, name="line-holidays"),
    path("<slug:slug>/hours/<slug:line>/closures/", closures.index, name="closures"),
    path(
        "<slug:slug>/hours/<slug:line>/closures/<int:pk>/open/",
        closures.open_again,
        name="open-again",
    ),
    path("<slug:slug>/hours/<slug:line>/history/", history.history, name="history"),
    path("<slug:slug>/hours/<slug:line>/history/<int:revision>/undo/", history.undo, name="undo"),
    path("<slug:slug>/holidays/", holidays.index, name="holidays"),
    path("<slug:slug>/holidays/confirm/", holidays.confirm_all, name="confirm-holidays"),
    path("<slug:slug>/lines/", lines.index, name="lines"),
    path("<slug:slug>/lines/new/", lines.create, name="create-line"),
    path("<slug:slug>/lines/<slug:line>/", lines.change, name="change-line"),
    path("<slug:slug>/units/new/", units.create, name="create-unit"),
    path("<slug:slug>/units/<slug:unit>/", units.change, name="change-unit"),
    path("<slug:slug>/units/<slug:unit>/close/", units.close, name="close-unit"),
    path("<slug:slug>/toll-free/", toll_free.index, name="toll-free"),
    path("<slug:slug>/toll-free/new/", toll_free.create, name="create-toll-free"),
    path("<slug:slug>/toll-free/<int:pk>/", toll_free.change, name="change-toll-free"),
    path("<slug:slug>/agreement/", agreements.index, name="agreement"),
]
