"""The public API about districts: who they are, when their lines answer, which one somebody belongs to.

Open to everybody, the same for everybody, and kept by caches for a minute. `?lang=` chooses the language of texts.
"""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from contactcenter.accounts.access import PUBLIC
from contactcenter.caching import KEPT
from contactcenter.rest import CursorPagination
from districts import find, place_names, public_lines
from districts.models import District
from districts.serializers import (
    AskedAtSerializer,
    AskedFindSerializer,
    AskedSerializer,
    DistrictDetailSerializer,
    DistrictPhoneHoursSerializer,
    DistrictSerializer,
    FoundSerializer,
    LineSerializer,
    PhoneHoursSerializer,
)


@method_decorator([cache_control(**KEPT), conditional_page], name="dispatch")
class PublicView(GenericAPIView[Any]):
    """Reads what was asked and speaks the language asked for. Never looks at a session."""

    permission = PUBLIC
    authentication_classes = []
    asked_serializer: type[BaseSerializer[Any]] = AskedSerializer
    asked: dict[str, Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        asked = self.asked_serializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        self.asked = {"at": timezone.now()} | asked.validated_data
        if "lang" in self.asked:
            translation.activate(self.asked["lang"])


class InSwedishOrder(CursorPagination):
    ordering = "sort_key"


class DistrictList(PublicView):
    """The districts of today, in Swedish order."""

    serializer_class = DistrictSerializer
    pagination_class = InSwedishOrder

    @extend_schema(operation_id="districts", parameters=[AskedSerializer])
    def get(self, request: Request) -> Response:
        districts = self.paginate_queryset(District.objects.today())
        return self.get_paginated_response(DistrictSerializer(districts, many=True).data)


class DistrictDetail(PublicView):
    """A district with its lines, as they are now. The slug of a former district answers with today's."""

    serializer_class = DistrictDetailSerializer

    @extend_schema(operation_id="district", parameters=[AskedSerializer])
    def get(self, request: Request, slug: str) -> Response:
        district = district_or_404(slug)
        names = place_names.of_district(district)
        answer = {
            "district": district,
            "lines": public_lines.of_district(district, at=self.asked["at"]),
            "areas": names.areas,
            "former_districts": names.former_districts,
        }
        return Response(DistrictDetailSerializer(answer).data)


class DistrictPhoneHours(PublicView):
    """Whether a district's lines are answered at a moment; the answer on top is that of the line one asks first."""

    serializer_class = DistrictPhoneHoursSerializer
    asked_serializer = AskedAtSerializer

    @extend_schema(operation_id="district_phone_hours", parameters=[AskedAtSerializer])
    def get(self, request: Request, slug: str) -> Response:
        lines = public_lines.of_district(district_or_404(slug), at=self.asked["at"])
        if not lines:
            raise Http404
        return Response(
            {
                "at": timezone.localtime(self.asked["at"]),
                "line": lines[0].line.slug,
                **PhoneHoursSerializer(lines[0]).data,
                "lines": LineSerializer(lines, many=True).data,
            }
        )


class LinePhoneHours(PublicView):
    """Whether a line is answered at a moment; city-wide ones, such as `kontaktcenter`, are asked for here."""

    serializer_class = LineSerializer
    asked_serializer = AskedAtSerializer

    @extend_schema(operation_id="line_phone_hours", parameters=[AskedAtSerializer])
    def get(self, request: Request, slug: str) -> Response:
        line = get_object_or_404(public_lines.visible(self.asked["at"]), slug=slug)
        [shown] = public_lines.show([line], at=self.asked["at"])
        return Response(LineSerializer(shown).data)


class Find(PublicView):
    """Which district does somebody belong to?"""

    serializer_class = FoundSerializer
    asked_serializer = AskedFindSerializer

    @extend_schema(operation_id="find", parameters=[AskedFindSerializer])
    def get(self, request: Request) -> Response:
        return Response(FoundSerializer(find.find(self.asked["q"])).data)


def district_or_404(slug: str) -> District:
    district = find.district_at(slug)
    if district is None:
        raise Http404
    return district
