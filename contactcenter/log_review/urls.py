from django.urls import path

from contactcenter.log_review.views import events, extracts, reviews

app_name = "audit"
urlpatterns = [
    path("", events.event_list, name="events"),
    path("copy/", events.take_copy, name="copy"),
    path("reviews/", reviews.index, name="reviews"),
    path("reviews/draw/", reviews.draw, name="draw"),
    path("reviews/<int:pk>/", reviews.review_page, name="review"),
    path("reviews/<int:pk>/sign/", reviews.sign, name="sign"),
    path("reviews/<int:pk>/report/", reviews.report, name="report"),
    path("reviews/<int:pk>/copy/", reviews.copy, name="copy-review"),
    path("look-ups/<int:pk>/decide/", reviews.decide, name="decide"),
    path("extract/", extracts.extract, name="extract"),
    path("extract/file/", extracts.extract_file, name="extract-file"),
]
