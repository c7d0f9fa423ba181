"""What the public API asks for and answers. Moments are ISO 8601 in the city's time zone."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from districts.find import LONGEST_QUERY, Outcome
from districts.models import District, PhoneLine, Unit
from districts.phone_hours import State

# A "+" that was not encoded in the address arrives as a space: "2026-11-23T09:00:00 01:00".
LOST_PLUS = re.compile(r"(T[\d:.]+) (\d\d:?\d\d)$")
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class MomentField(serializers.DateTimeField):
    """A moment; without a time zone it is the wall clock's in the city."""

    default_error_messages = {"out_of_reach": _("The year must be from 2000 to 2099.")}

    def to_internal_value(self, value: Any) -> datetime:
        try:
            moment: datetime = super().to_internal_value(LOST_PLUS.sub(r"\1+\2", str(value)))
        except OverflowError:  # the year 1 in the city begins before UTC's
            self.fail("out_of_reach")
        if not EARLIEST <= moment < LATEST:
            self.fail("out_of_reach")
        return moment


class AskedSerializer(serializers.Serializer[Any]):
    """What every address takes."""

    lang = serializers.ChoiceField(
        choices=[code for code, _name in settings.LANGUAGES],
        required=False,
        help_text="Language of names and texts; without it the one that the browser asks for.",
    )


class AskedAtSerializer(AskedSerializer):
    at = MomentField(required=False, help_text="ISO 8601; without it now.")


class AskedFindSerializer(AskedSerializer):
    q = serializers.CharField(
        max_length=LONGEST_QUERY, help_text="Area, old district, or part of an address."
    )


class OpeningSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class PhoneHoursSerializer(serializers.Serializer[Any]):
    """Whether a line is answered at a moment."""

    open = serializers.BooleanField(
        source="is_open", allow_null=True, help_text="null: not known, nobody has published it."
    )
    state = serializers.ChoiceField(choices=[state.value for state in State])
    closes_at = serializers.DateTimeField(source="answer.closes_at", allow_null=True)
    opens_at = serializers.DateTimeField(source="answer.opens_at", allow_null=True)
    intervals = OpeningSerializer(
        source="openings_of_the_day",
        many=True,
        allow_null=True,
        help_text="The times it opens on the day of the moment; null: not known.",
    )
    text = serializers.CharField(help_text="One or two short sentences, to show or to read aloud.")


class LineSerializer(PhoneHoursSerializer):
    """A number, or a chat, with its answer at the moment."""

    slug = serializers.SlugField(source="line.slug")
    unit = serializers.CharField(source="line.unit.name")
    unit_kind = serializers.ChoiceField(source="line.unit.kind", choices=Unit.Kind.choices)
    role = serializers.CharField(source="line.role")
    channel = serializers.ChoiceField(source="line.channel", choices=PhoneLine.Channel.choices)
    number = serializers.CharField(source="line.number", help_text="Empty: missing, or a chat.")
    dial = serializers.CharField(source="line.dial")
    tariff = serializers.ChoiceField(source="line.tariff", choices=PhoneLine.Tariff.choices)
    note = serializers.CharField(source="line.note")
    is_historical = serializers.BooleanField(source="line.is_historical")
    outside_hours = serializers.SlugField(
        source="outside_hours.slug", allow_null=True, default=None
    )


class DistrictSerializer(serializers.ModelSerializer[District]):
    class Meta:
        model = District
        fields = ["slug", "name", "board"]


class DistrictDetailSerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField(source="district.slug")
    name = serializers.CharField(source="district.name")
    board = serializers.CharField(source="district.board")
    formed_on = serializers.DateField(source="district.formed_on", allow_null=True)
    email = serializers.CharField(source="district.email")
    visiting_address = serializers.CharField(source="district.visiting_address")
    directions = serializers.CharField(source="district.directions")
    areas = serializers.ListField(child=serializers.CharField())
    former_districts = serializers.ListField(child=serializers.CharField())
    lines = LineSerializer(many=True)


class DistrictPhoneHoursSerializer(PhoneHoursSerializer):
    """The answer of the line that one asks first in the district, and those of all its lines."""

    at = serializers.DateTimeField()
    line = serializers.SlugField()
    lines = LineSerializer(many=True)


class FoundSerializer(serializers.Serializer[Any]):
    """Which district, or districts, belong to what was asked."""

    query = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
    districts = DistrictSerializer(many=True)
    reasons = serializers.ListField(child=serializers.CharField())
