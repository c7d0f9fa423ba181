"""Floors: what a page costs that says nothing, behind the product's own middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from contactcenter.accounts.access import public
from contactcenter.urls import (  # noqa: F401  (read by name)
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)

CONSTANT = b"<!doctype html><title>Floor</title>" + b"<p>Constant.</p>" * 500  # 8 kB


@public
def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


urlpatterns += [path("bench/constant/", constant)]
