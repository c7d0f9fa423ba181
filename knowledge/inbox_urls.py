"""Under /editor/: what readers say, and what articles are made of beside their texts."""

from django.urls import path

from knowledge.views import feedback, glossary, links, pictures, topics

urlpatterns = [
    path("feedback/", feedback.inbox, name="feedback"),
    path("feedback/articles/", feedback.by_article, name="feedback-by-article"),
    path("feedback/<int:pk>/", feedback.item, name="feedback-item"),
    path("feedback/<int:pk>/reopen/", feedback.reopen, name="reopen-feedback"),
    path("words/", glossary.words, name="words"),
    path("words/new/", glossary.add, name="add-word"),
    path("words/<int:pk>/", glossary.change, name="change-word"),
    path("words/<int:pk>/remove/", glossary.remove, name="remove-word"),
    path("pictures/", pictures.picture_list, name="pictures"),
    path("pictures/new/", pictures.add, name="add-picture"),
    path("pictures/<int:pk>/", pictures.picture, name="picture"),
    path("pictures/<int:pk>/remove/", pictures.remove, name="remove-picture"),
    path("links/", links.dead, name="links"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.add, name="add-topic"),
    path("topics/<slug:code>/", topics.change, name="change-topic"),
]
