"""/api/v1/contacts/ and /api/v1/callbacks/: for other programs of staff."""

from django.urls import path

from cases import api, callback_api, look_up_api

urlpatterns = [
    path("contacts/", api.ContactList.as_view(), name="contacts"),
    path("contacts/<int:pk>/", api.ContactDetail.as_view(), name="contact"),
    path("contacts/<int:pk>/close/", api.CloseContact.as_view(), name="close-contact"),
    path("contacts/<int:pk>/reopen/", api.ReopenContact.as_view(), name="reopen-contact"),
    path("contacts/<int:pk>/questions/", api.QuestionList.as_view(), name="questions"),
    path(
        "contacts/<int:pk>/questions/<int:number>/", api.QuestionDetail.as_view(), name="question"
    ),
    path("callbacks/", callback_api.CallbackList.as_view(), name="callbacks"),
    path("callbacks/<int:pk>/claim/", callback_api.ClaimCallback.as_view(), name="claim-callback"),
    path("callbacks/<int:pk>/dial/", callback_api.DialCallback.as_view(), name="dial-callback"),
    path(
        "callbacks/<int:pk>/outcome/", callback_api.ReportOutcome.as_view(), name="report-callback"
    ),
    path(
        "callbacks/<int:pk>/release/",
        callback_api.ReleaseCallback.as_view(),
        name="release-callback",
    ),
    path("contacts/<int:pk>/identity/", look_up_api.BeginIdentity.as_view(), name="begin-identity"),
    path(
        "contacts/<int:pk>/identity/confirm/",
        look_up_api.ConfirmIdentity.as_view(),
        name="confirm-identity",
    ),
    path(
        "contacts/<int:pk>/identity/partner/", look_up_api.AskPartner.as_view(), name="ask-partner"
    ),
    path("contacts/<int:pk>/look-ups/", look_up_api.LookUps.as_view(), name="look-ups"),
]
