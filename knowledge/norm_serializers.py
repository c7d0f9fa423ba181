"""What the norm's API asks for and answers. Amounts are whole kronor a month."""

import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from districts.serializers import AskedSerializer
from knowledge.models import NormYear
from knowledge.norm.calculator import MOST_PEOPLE, Adults, Children
from knowledge.norm.households import household_of
from knowledge.norm.tables import OLDEST_AT_PRESCHOOL, OLDEST_CHILD, band_of

INFORMATION = _("This is information, not a decision. The district decides.")


class AgesField(serializers.CharField):
    """Children's ages in whole years, as `5,9`."""

    default_error_messages = {
        "not_ages": _("Write ages in whole years with commas between them: 5,9"),
        "too_old": _("Ages up to {oldest} only."),
    }

    def __init__(self, *, oldest: int, **kwargs: Any) -> None:
        self.oldest = oldest
        super().__init__(required=False, allow_blank=True, max_length=100, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """Answer the ages, as whole numbers."""
        text = super().to_internal_value(data)
        if not re.fullmatch(r"([0-9]{1,2}(\s*,\s*[0-9]{1,2})*)?", text):
            self.fail("not_ages")
        ages = [int(age) for age in text.split(",") if age]
        if any(age > self.oldest for age in ages):
            self.fail("too_old", oldest=self.oldest)
        return ages


class AskedNormSerializer(AskedSerializer):
    year = serializers.IntegerField(
        required=False, help_text="Without it this year, or the last one before that we have."
    )
    month = serializers.IntegerField(
        required=False, min_value=1, max_value=12, help_text="Decides which law is named."
    )
    adults = serializers.ChoiceField(
        choices=[choice.value for choice in Adults],
        default=Adults.SINGLE.value,
        help_text="`couple`: married or cohabiting. `sharing`: one adult who shares a home, not as a couple.",
    )
    sharing = serializers.IntegerField(
        required=False,
        min_value=2,
        max_value=MOST_PEOPLE,
        help_text="With `adults=sharing`: how many people share the home.",
    )
    children = AgesField(
        oldest=OLDEST_CHILD, help_text="Ages of the children who eat at home: `5,9`."
    )
    lunch_away = AgesField(
        oldest=OLDEST_AT_PRESCHOOL,
        help_text="Ages of the children who eat lunch at preschool five days a week.",
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        counts = Counter((band_of(age), False) for age in asked.get("children", []))
        counts += Counter((band_of(age), True) for age in asked.get("lunch_away", []))
        children = [Children(band, number, away) for (band, away), number in counts.items()]
        asked["household"] = household_of(Adults(asked["adults"]), children, asked.get("sharing"))
        return asked


class NormRowSerializer(serializers.Serializer[Any]):
    item = serializers.CharField(source="row.item")
    text = serializers.CharField(source="label")
    each = serializers.IntegerField(source="row.each", allow_null=True)
    number = serializers.IntegerField(source="row.number")
    divided_by = serializers.IntegerField(source="row.divided_by")
    amount = serializers.IntegerField(
        source="row.kronor", allow_null=True, help_text="null: the year's table does not say it."
    )


class NormSourceSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    url = serializers.CharField(help_text="May be empty.")


class NormSerializer(serializers.Serializer[Any]):
    """The norm of a household in a month. Information, never a decision."""

    year = serializers.IntegerField(source="year.year")
    month = serializers.IntegerField(source="month.month")
    version = serializers.IntegerField(source="year.version", help_text="Of the year's table.")
    status = serializers.ChoiceField(source="year.status", choices=NormYear.Status.values)
    people = serializers.IntegerField(source="norm.household.people")
    rows = NormRowSerializer(many=True)
    total = serializers.IntegerField(
        source="norm.kronor",
        allow_null=True,
        help_text="Rounded to whole kronor; null: an amount is not known.",
    )
    legal_basis = serializers.ListField(child=serializers.CharField())
    sources = NormSourceSerializer(source="year.source_list", many=True)
    notice = serializers.CharField(default=INFORMATION)
