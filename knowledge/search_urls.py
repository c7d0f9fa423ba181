"""Under /editor/: what people look for and do not find, and words that mean the same."""

from django.urls import path

from knowledge.views import searches, synonyms

urlpatterns = [
    path("searches/", searches.searches, name="searches"),
    path("searches/<int:pk>/", searches.answer, name="answer-search"),
    path("searches/<int:pk>/dismiss/", searches.dismiss, name="dismiss-search"),
    path("synonyms/", synonyms.groups, name="synonyms"),
    path("synonyms/add/", synonyms.add, name="add-synonyms"),
    path("synonyms/<int:pk>/", synonyms.change, name="change-synonyms"),
    path("synonyms/<int:pk>/remove/", synonyms.remove, name="remove-synonyms"),
]
