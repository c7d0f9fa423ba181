"""/desk/messages/"""

from django.urls import path

from contactcenter.messages import views

app_name = "outbox"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("<int:pk>/send-again/", views.send_again, name="send-again"),
    path("<int:pk>/leave/", views.leave, name="leave"),
]
