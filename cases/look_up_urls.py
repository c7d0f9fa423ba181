"""/desk/…/look-up/: the steps of a look-up within a contact, and what team leads see to."""

from django.urls import path

from cases.views import look_up_limits, look_ups

app_name = "look-ups"
IN_CONTACT = "contacts/<int:pk>/look-up"
urlpatterns = [
    path("look-up/", look_ups.to_contact, name="contacts"),
    path(f"{IN_CONTACT}/", look_ups.start, name="start"),
    path(f"{IN_CONTACT}/identity/", look_ups.begin, name="begin"),
    path(f"{IN_CONTACT}/identity/confirm/", look_ups.confirm, name="confirm"),
    path(f"{IN_CONTACT}/identity/give-up/", look_ups.give_up, name="give-up"),
    path(f"{IN_CONTACT}/identity/partner/", look_ups.ask_partner, name="partner"),
    path(f"{IN_CONTACT}/answer/", look_ups.find, name="find"),
    path("look-up/limits/", look_up_limits.index, name="limits"),
    path("look-up/limits/<int:pk>/release/", look_up_limits.release, name="release"),
    path("look-up/limits/<int:pk>/refuse/", look_up_limits.refuse, name="refuse"),
    path("look-up/alerts/<int:pk>/see/", look_up_limits.see_alert, name="see-alert"),
]
