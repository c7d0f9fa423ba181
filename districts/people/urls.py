from django.urls import path

from districts.people import views

app_name = "people"
urlpatterns = [
    path("", views.people_list, name="list"),
    path("invite/", views.invite, name="invite"),
    path("<int:pk>/", views.person_page, name="person"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/invite-again/", views.invite_again, name="invite-again"),
    path("<int:pk>/disable/", views.disable, name="disable"),
    path("<int:pk>/enable/", views.enable, name="enable"),
    path("<int:pk>/reset-second-factor/", views.reset_second_factor, name="reset-second-factor"),
    path("<int:pk>/end-sessions/", views.end_sessions, name="end-sessions"),
    path("memberships/give/", views.give_membership, name="give-membership"),
    path("memberships/<int:pk>/take/", views.take_membership, name="take-membership"),
]
