"""/api/v1/public/callbacks/"""

from django.urls import path

from telephony.public import api

urlpatterns = [
    path("public/callbacks/", api.AskForCallback.as_view(), name="ask-for-callback"),
    path("public/callbacks/times/", api.CallbackTimes.as_view(), name="callback-times"),
    path("public/callbacks/<str:code>/", api.AskedCallback.as_view(), name="asked-callback"),
    path(
        "public/callbacks/<str:code>/confirm/",
        api.ConfirmAsked.as_view(),
        name="confirm-asked-callback",
    ),
]
