"""/editor/norms/: the norm's years, and what is proposed for them."""

from django.urls import path

from knowledge.views import norms

urlpatterns = [
    path("", norms.norm_list, name="norms"),
    path("propose/", norms.propose, name="propose-norm"),
    path("propose/fill/", norms.fill, name="fill-norm"),
    path("<int:year>/", norms.norm_year, name="norm-year"),
    path("versions/<int:pk>/", norms.norm_version, name="norm-version"),
    path("versions/<int:pk>/try/", norms.try_version, name="try-norm"),
    path("versions/<int:pk>/publish/", norms.publish, name="publish-norm"),
    path("versions/<int:pk>/decline/", norms.decline, name="decline-norm"),
]
