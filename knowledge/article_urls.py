"""Under /editor/: articles, their texts, and their reviews."""

from django.urls import path

from knowledge.views import articles, reviews_due, texts, translations, versions

urlpatterns = [
    path("", articles.articles, name="articles"),
    path("new/", articles.create, name="create-article"),
    path("reviews/", reviews_due.reviews_due, name="reviews-due"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("articles/<slug:slug>/settings/", articles.settings, name="article-settings"),
    path("articles/<slug:slug>/withdraw/", articles.withdraw, name="withdraw-article"),
    path("articles/<slug:slug>/reviewed/", articles.reviewed, name="article-reviewed"),
    path("articles/<slug:slug>/<slug:language>/begin/", texts.begin, name="begin-text"),
    path("articles/<slug:slug>/<slug:language>/history/", versions.history, name="history"),
    path("texts/<int:pk>/", texts.text, name="text"),
    path("texts/<int:pk>/write/", texts.write, name="write-text"),
    path("texts/<int:pk>/keep/", texts.keep, name="keep-text"),
    path("texts/<int:pk>/submit/", texts.submit, name="submit-text"),
    path("texts/<int:pk>/take-back/", texts.take_back, name="take-back-text"),
    path("texts/<int:pk>/give-back/", texts.give_back, name="give-back-text"),
    path("texts/<int:pk>/publish/", texts.publish, name="publish-text"),
    path("texts/<int:pk>/discard/", texts.discard, name="discard-text"),
    path("texts/<int:pk>/preview/", texts.preview, name="preview-text"),
    path("texts/<int:pk>/restore/", versions.restore, name="restore-text"),
    path("texts/<int:pk>/still-right/", translations.still_right, name="still-right"),
    path("texts/<int:pk>/native-reader/", translations.native_reader, name="native-reader"),
]
