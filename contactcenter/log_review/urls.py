from django.urls import path

from contactcenter.log_review import views

app_name = "audit"
urlpatterns = [
    path("", views.event_list, name="events"),
    path("copy/", views.take_copy, name="copy"),
]
