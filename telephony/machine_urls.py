"""/telephony/: addresses for machines. Signed events have one in the API too."""

from django.urls import path

from telephony import machine_views

urlpatterns = [
    path("events/", machine_views.event, name="call-event"),
    path("webhooks/<slug:driver>/<str:token>/", machine_views.webhook, name="webhook"),
]
api_urlpatterns = [path("telephony/events/", machine_views.event, name="call-event")]
