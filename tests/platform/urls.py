"""The product's own addresses, and some that go wrong on purpose."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from contactcenter import errors, rest, urls
from contactcenter.accounts.access import PUBLIC, public, requires

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

EXCEPTIONS = {
    "bad": lambda: SuspiciousOperation("the form was tampered with"),
    "refused": lambda: PermissionDenied("not for you"),
    "broken": lambda: OperationalError("connection refused for anna@example.org"),
    "rule": lambda: ValidationError({"ends": ["Phone hours must close after they open."]}),
    "rule-in-words": lambda: ValidationError("Two weeks cannot begin on the same day."),
    "conflict": lambda: rest.Conflict("A colleague saved first."),
    "too-often": lambda: Throttled(wait=30),
}


@public
def fail(request: HttpRequest, how: str, code: str = "") -> HttpResponse:
    raise EXCEPTIONS[how]()


@public
def answer(request: HttpRequest, status: int) -> HttpResponse:
    return errors.page(request, status, message="What happened here.", back="/back/")


@public
def fine(request: HttpRequest, code: str = "") -> HttpResponse:
    return HttpResponse("fine")


@requires("accounts.use_desk")
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


class NameSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=5)


class PublicAPI(APIView):
    permission = PUBLIC

    def get(self, request: Request, how: str) -> Response:
        raise EXCEPTIONS[how]()

    def post(self, request: Request, how: str) -> Response:
        NameSerializer(data=request.data).is_valid(raise_exception=True)
        return Response({})


class StaffAPI(APIView):
    permission = "accounts.manage_people"

    def get(self, request: Request) -> Response:
        return Response({"for": request.user.display_name})

    post = get


class ForgottenAPI(APIView):
    """Names no permission."""

    def get(self, request: Request) -> Response:
        return Response({"leaked": True})


urlpatterns = [
    path("fail/<slug:how>/", fail),
    path("sv/fail/<slug:how>/", fail),
    path("answer/<int:status>/", answer),
    path("fine/", fine),
    path("fine/<slug:code>/", fine, name="with-code"),
    path("fail/<slug:how>/<slug:code>/", fail),
    path("staff/", desk),
    path("api/fail/<slug:how>/", PublicAPI.as_view()),
    path("api/staff/", StaffAPI.as_view()),
    path("api/forgotten/", ForgottenAPI.as_view()),
    *urls.urlpatterns,
]
