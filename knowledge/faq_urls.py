"""/<language>/faq/: residents' questions and answers."""

from django.urls import path

from knowledge import faq_views, feedback_views

app_name = "faq"
urlpatterns = [
    path("", faq_views.question_list, name="list"),
    path("topics/<slug:code>/", faq_views.topic, name="topic"),
    path("<slug:slug>/", faq_views.article, name="article"),
    path("<slug:slug>/feedback/", feedback_views.give, name="feedback"),
    path("<slug:slug>/feedback/sent/", feedback_views.sent, name="feedback-sent"),
]
