"""What the public API for callbacks asks for and answers. Moments are ISO 8601."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from contactcenter.forms import without_personal_number
from districts.models import District, Service
from districts.serializers import MomentField
from telephony.models import Slot
from telephony.models.callbacks import LANGUAGES
from telephony.public.forms import LATEST, PHRASE_LENGTH
from telephony.public.status import State


class CodeField(serializers.SlugRelatedField[Any]):
    """Something by its code. PostgreSQL cannot be asked for NUL."""

    def to_internal_value(self, data: Any) -> Any:
        if "\0" in str(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class AskedTimesSerializer(serializers.Serializer[Any]):
    service = CodeField(
        slug_field="code",
        queryset=Service.objects.all(),
        required=False,
        default=None,
        help_text="What it is about; without it whoever helps everybody on.",
    )
    district = CodeField(
        slug_field="slug",
        queryset=District.objects.today(),
        required=False,
        default=None,
        help_text="Where the resident lives; without it the contact centre rings.",
    )


class AskSerializer(AskedTimesSerializer):
    """A request to be rung back."""

    number = PhoneNumberField(
        region="SE", help_text="In any form that is used in Sweden, or E.164."
    )
    half_hour: "serializers.PrimaryKeyRelatedField[Slot]" = serializers.PrimaryKeyRelatedField(
        queryset=Slot.objects.all(),
        required=False,
        default=None,
        help_text="From `times/`; without it as soon as possible.",
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="sv")
    not_before = MomentField(required=False, default=None)
    do_not_say_who = serializers.BooleanField(required=False, default=False)
    no_message = serializers.BooleanField(required=False, default=False)
    wants_reminder = serializers.BooleanField(required=False, default=False)
    pass_phrase = serializers.CharField(
        max_length=PHRASE_LENGTH,
        required=False,
        default="",
        allow_blank=True,
        validators=[without_personal_number],
    )

    def validate_not_before(self, moment: datetime | None) -> datetime | None:
        if moment and moment > self.context["view"].at + LATEST:
            raise serializers.ValidationError(_("Choose a time."))
        return moment


class DigitsSerializer(serializers.Serializer[Any]):
    digits = serializers.RegexField(
        r"^[0-9]{6}$", help_text="The six digits that an SMS took there."
    )


class HalfHourSerializer(serializers.Serializer[Any]):
    half_hour = serializers.IntegerField(source="pk")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class TimesSerializer(serializers.Serializer[Any]):
    """`soon`: by when we would ring as soon as possible; null where we cannot promise that."""

    soon = serializers.DateTimeField(allow_null=True)
    half_hours = HalfHourSerializer(many=True)


class AskedCallbackSerializer(serializers.Serializer[Any]):
    """A callback as whoever has its code may see it: nothing about the number."""

    code = serializers.CharField(source="callback.code")
    state = serializers.ChoiceField(choices=[state.value for state in State])
    promised_by = serializers.DateTimeField(source="callback.promised_by", allow_null=True)
    half_hour = HalfHourSerializer(source="callback.slot", allow_null=True)
    tried_at = serializers.ListField(child=serializers.DateTimeField())
