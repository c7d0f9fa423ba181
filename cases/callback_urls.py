"""/desk/callbacks/: who is to be rung back, and ringing them."""

from django.urls import path

from cases.views import (
    callback_acts,
    callback_booking,
    callback_changes,
    callbacks,
    on_the_phone,
)

app_name = "desk-callbacks"
urlpatterns = [
    path("", callbacks.callback_list, name="list"),
    path("next/", callback_acts.take_next, name="take-next"),
    path("presence/", on_the_phone.enter, name="presence"),
    path("book/", callback_booking.book, name="book"),
    path("book/beside/<int:pk>/", callback_booking.book_beside, name="book-beside"),
    path("heat/", callback_booking.heat, name="heat"),
    path("<int:pk>/", callbacks.callback, name="callback"),
    path("<int:pk>/take/", callback_acts.take, name="take"),
    path("<int:pk>/decline/", callback_acts.decline, name="decline"),
    path("<int:pk>/dial/", callback_acts.dial, name="dial"),
    path("<int:pk>/outcome/", callback_acts.outcome, name="outcome"),
    path("<int:pk>/unknown/", callback_acts.unknown, name="unknown"),
    path("<int:pk>/move/", callback_changes.move, name="move"),
    path("<int:pk>/cancel/", callback_changes.cancel, name="cancel"),
    path("<int:pk>/number/", callback_changes.number, name="number"),
    path("<int:pk>/put-back/", callback_changes.put_back, name="put-back"),
]
