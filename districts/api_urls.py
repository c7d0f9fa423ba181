"""/api/v1/: what is public about districts."""

from django.urls import path

from districts import api

urlpatterns = [
    path("districts/", api.DistrictList.as_view(), name="districts"),
    path("districts/<slug:slug>/", api.DistrictDetail.as_view(), name="district"),
    path(
        "districts/<slug:slug>/phone-hours/",
        api.DistrictPhoneHours.as_view(),
        name="district-phone-hours",
    ),
    path("lines/<slug:slug>/phone-hours/", api.LinePhoneHours.as_view(), name="line-phone-hours"),
    path("find/", api.Find.as_view(), name="find"),
]
