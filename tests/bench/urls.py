"""Floors: what a page costs that says nothing, behind the product's own middleware."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from contactcenter.accounts.access import public
from contactcenter.urls import (  # noqa: F401  (read by name)
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)
from knowledge.models import ArticleText

LINES = ["A line of a page that somebody reads in peace."] * 120
CONSTANT = b"<!doctype html><title>Floor</title>" + b"<p>Constant.</p>" * 500  # 8 kB
# A page of the same length around one row: what Django itself costs when nothing is kept.
ROW = engines["django"].from_string(
    "<!doctype html><title>{{ text.title }}</title><p>{{ text.short_answer }}</p>"
    "{% for line in lines %}<p>{{ line }}</p>{% endfor %}"
)


@public
def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


@public
def row(request: HttpRequest) -> HttpResponse:
    text = ArticleText.objects.select_related("article").get(
        article__slug="the-norm", language="sv", state=ArticleText.State.PUBLISHED
    )
    return HttpResponse(ROW.render({"text": text, "lines": LINES}, request))


urlpatterns += [path("bench/constant/", constant), path("bench/row/", row)]
