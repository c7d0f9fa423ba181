"""/editor/guides/: guides, their versions, and writing the next one."""

from django.urls import path

from knowledge.views import guide_texts, guides

urlpatterns = [
    path("", guides.guide_list, name="guides"),
    path("versions/new/", guides.create, name="new-guide"),
    path("<slug:slug>/", guides.guide, name="guide"),
    path("versions/<int:pk>/", guides.version, name="guide-version"),
    path("versions/<int:pk>/file/", guides.take_out, name="guide-file"),
    path("versions/<int:pk>/preview/", guides.preview, name="preview-guide"),
    path("versions/<int:pk>/begin/", guides.begin, name="begin-guide"),
    path("versions/<int:pk>/write/", guide_texts.write, name="write-guide"),
    path(
        "versions/<int:pk>/write/<slug:kind>/<slug:place>/", guide_texts.texts, name="guide-texts"
    ),
    path("versions/<int:pk>/publish/", guides.publish, name="publish-guide"),
    path("versions/<int:pk>/discard/", guides.discard, name="discard-guide"),
]
