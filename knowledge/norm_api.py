"""The public API's calculator: `GET norm/?year=2026&adults=couple&children=5,9`."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from districts.api import PublicView
from knowledge.models import NormYear
from knowledge.norm import answers
from knowledge.norm_serializers import AskedNormSerializer, NormSerializer


class NormCalculator(PublicView):
    """The national norm for a household. Information, not a decision: the district decides."""

    serializer_class = NormSerializer
    asked_serializer = AskedNormSerializer

    @extend_schema(operation_id="norm", parameters=[AskedNormSerializer])
    def get(self, request: Request) -> Response:
        year, month = self.year_and_month()
        answer = answers.answer(year, month, self.asked["household"])
        return Response(NormSerializer(answer).data)

    def year_and_month(self) -> tuple[NormYear, date]:
        """Answer the table of the year asked for, and the month's first day; of what is not asked for, the latest."""
        published = NormYear.objects.published()
        years = list(published.values_list("year", flat=True))
        if not years:
            raise NotFound
        latest = answers.month_to_begin_with(years, timezone.localdate(self.asked["at"]))
        number = self.asked.get("year", latest.year)
        if number not in years:
            message = _("We do not have the amounts of %(value)s. Choose another year.")
            raise ValidationError({"year": [message % {"value": number}]})
        month = date(number, self.asked.get("month", latest.month), 1)
        return published.get(year=number), month
