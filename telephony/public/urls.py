"""Residents ask to be rung back; the language stands before these in the path."""

from django.urls import path

from telephony.public import callback_views, number_views, views

app_name = "callbacks"
urlpatterns = [
    path("", views.book, name="book"),
    path("where/", views.where, name="where"),
    path("when/", views.when, name="when"),
    path("number/", views.number, name="number"),
    path("find/", callback_views.find, name="find"),
    path("<str:code>/", callback_views.callback, name="callback"),
    path("<str:code>/prove/", callback_views.prove, name="prove"),
    path("<str:code>/send-again/", callback_views.send_again, name="send-again"),
    path("<str:code>/move/", callback_views.move, name="move"),
    path("<str:code>/number/", number_views.change, name="change-number"),
    path("<str:code>/number/prove/", number_views.prove, name="prove-number"),
    path("<str:code>/cancel/", callback_views.cancel, name="cancel"),
    path("<str:code>/call.ics", callback_views.as_calendar, name="calendar"),
]
