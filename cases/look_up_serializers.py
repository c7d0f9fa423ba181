"""What the API's look-up asks for and answers: every field is named, so that nothing else can slip out."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from cases.models import IdentityCheck, LookUp
from contactcenter import personal_numbers
from contactcenter.personal_numbers import NotANumber, PersonalNumber
from districts.models import Agreement
from districts.serializers import LineSerializer


class BeginIdentitySerializer(serializers.Serializer[Any]):
    number = serializers.CharField(
        max_length=30, help_text="Personal or coordination number, ten or twelve digits."
    )
    method = serializers.ChoiceField(choices=IdentityCheck.Method.choices)

    def validate_number(self, text: str) -> PersonalNumber:
        try:
            return personal_numbers.parse(text, today=timezone.localdate())
        except NotANumber as fault:
            raise serializers.ValidationError(str(fault)) from None


class SealedSerializer(serializers.Serializer[Any]):
    sealed = serializers.CharField(
        max_length=1000, help_text="From the answer to the identity step. Of no use elsewhere."
    )


class AskLookUpSerializer(SealedSerializer):
    purpose = serializers.ChoiceField(choices=LookUp.Purpose.choices)


class IdentitySerializer(SealedSerializer):
    """How an identity step stands. `holds_until`: to be confirmed by then or, once it is, used."""

    method = serializers.ChoiceField(source="check.method", choices=IdentityCheck.Method.choices)
    is_confirmed = serializers.BooleanField()
    holds_until = serializers.DateTimeField()


class HandlerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    unit = serializers.CharField(source="unit.unit.name", allow_null=True, default=None)
    lines = LineSerializer(source="unit.lines", many=True, default=())


class DecisionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    on = serializers.DateField()


class ReadableCaseSerializer(serializers.Serializer[Any]):
    """What may be read out of one case. `fields_agreed`: what the agreement names, also where nothing stands there."""

    service = serializers.CharField()
    fields_agreed = serializers.ListField(
        source="fields", child=serializers.ChoiceField(choices=Agreement.Field.choices)
    )
    handler = HandlerSerializer(allow_null=True)
    decisions = DecisionSerializer(many=True)
    payout_date = serializers.DateField(allow_null=True)


class AnswerSerializer(serializers.Serializer[Any]):
    """Without cases it does not tell why: nobody there, nothing to read out, or protected."""

    register_answered = serializers.BooleanField()
    cases = ReadableCaseSerializer(many=True)
    manual_routes = LineSerializer(many=True, help_text="Where to turn when there are no cases.")
